// A 3D model: windows slide through the volume, the map is a stack.
run("Open Sample", "sample=volume");
run("Occlusion Map...", "model=sample:volume window=8 stride=4");
print(getTitle() + ": " + getWidth() + " x " + getHeight() + " x " + nSlices);
Stack.getStatistics(voxels, mean, min, max);
print("drop of the score from " + min + " to " + max);
