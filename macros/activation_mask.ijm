// Activation mask: where a channel is as active as in 5 % of many images (here: the sample, turned).
run("Open Sample");
sample = getTitle();
run("Duplicate...", "title=turned");
for (i = 1; i < 4; i++) {
    run("Duplicate...", "title=turned" + i);
    run("Rotate 90 Degrees Right");
}
run("Images to Stack", "name=album title=turned");
selectImage(sample);
run("Activation Mask...", "model=sample images=album quantile=0.05 show_overlay=false");
for (i = 1; i <= nImages; i++) {
    selectImage(i);
    print(getTitle());
}
