// All slices of a stack: the top class of the slice that is shown is held fixed for all of them.
run("Open Sample");
rename("a");
run("Duplicate...", "title=b");
run("Subtract...", "value=10");
run("Images to Stack", "name=two");
run("Occlusion Map...", "model=sample stack=slices window=16 stride=8");
print(getTitle() + ": " + nSlices + " slices");
for (i = 1; i <= nSlices; i++) {
    setSlice(i);
    print(getMetadata("Label"));
}
