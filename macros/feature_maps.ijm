// Feature maps: what the last layer makes of the image, the channel first that adds most to the class.
run("Open Sample");
run("Feature Maps...", "model=sample target=class:1 sort=contribution size=image");
print(getTitle() + ": " + nSlices + " channels, " + getWidth() + " x " + getHeight());
setSlice(1);
print("first: " + getMetadata("Label"));
