// Gradient maps: how the score answers to each cell of a layer; channels 0 to 3 of an early one.
run("Open Sample");
run("Gradient Maps...", "model=sample target=class:1 layer=/features/features.6/Relu_output_0 channel=0-3");
print(getTitle() + ": " + nSlices + " channels, " + getWidth() + " x " + getHeight());
