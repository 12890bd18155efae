// Filters: the weights of a convolution. No image is needed, and none has to be open.
run("Filters...", "model=sample");
print(getTitle() + ": " + nSlices + " slices of " + getWidth() + " x " + getHeight() + ", " + bitDepth() + "-bit");
getStatistics(area, mean, min, max);
print("first filter: from " + d2s(min, 3) + " to " + d2s(max, 3));
