// Where is the evidence? Hides one window after the other and maps by how much the score drops.
// Try it as it is; for your own: open an image and give your model and target.
run("Open Sample");
run("Occlusion Map...", "model=sample window=12 stride=6");

// The heat map is the current image now: 32-bit, original values, positive = supports the score.
print(getTitle() + ": " + getWidth() + " x " + getHeight() + ", " + bitDepth() + "-bit");
getStatistics(area, mean, min, max);
print("drop of the score from " + min + " to " + max);
