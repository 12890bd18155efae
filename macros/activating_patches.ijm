// Maximally activating patches: the places in a folder of images that excite a channel most.
folder = getDirectory("temp") + "explainj_patches" + File.separator;
File.makeDirectory(folder);
run("Open Sample");
for (i = 0; i < 4; i++) {
    saveAs("Tiff", folder + "turned" + i + ".tif");
    run("Rotate 90 Degrees Right");
}
close();
run("Maximally Activating Patches...", "model=sample images=[" + folder + "] channels_shown=2 count=3 add_to_results=true");
print(nResults + " patches");
print("the best: " + getResultString("group", 0) + " in " + getResultString("image", 0));
