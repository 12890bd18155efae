// Grad-CAM: which places of the last layer carry what the class is made of.
run("Open Sample");
run("Grad-CAM...", "model=sample target=class:1");

// The map is the current image: raw and signed, on the image's grid.
getStatistics(area, mean, min, max);
print(getTitle() + ": from " + min + " to " + max);
lines = split(getMetadata("Info"), "\n");
for (i = 0; i < lines.length; i++)
    if (startsWith(lines[i], "layer") || startsWith(lines[i], "score:")) print(lines[i]);
