// Integrated gradients: the score's difference from a baseline, divided among the pixels.
run("Open Sample");
sample = getImageID();
run("Integrated Gradients...", "model=sample target=class:1 show_table=false");
report("background as baseline");
selectImage(sample);
run("Integrated Gradients...", "model=sample target=class:1 baseline=zero steps=100 rule=midpoint show_table=false");
report("black as baseline");

// The map adds up to the difference, but for the residual, which is always told.
function report(what) {
    getStatistics(area, mean, min, max);
    print(what + ": the map adds up to " + d2s(mean * getWidth() * getHeight(), 3));
    lines = split(getMetadata("Info"), "\n");
    for (i = 0; i < lines.length; i++)
        if (startsWith(lines[i], "difference:") || startsWith(lines[i], "residual:") || startsWith(lines[i], "steps:"))
            print("  " + lines[i]);
}
