// Feature space: a map on which images lie together that a layer finds alike.
folder = getDirectory("temp") + "explainj_space" + File.separator;
File.makeDirectory(folder);
run("Open Sample");
for (i = 0; i < 6; i++) {
    saveAs("Tiff", folder + "blurred" + i + ".tif");
    run("Gaussian Blur...", "sigma=1");
}
close();
index = getDirectory("temp") + "explainj_space_index";
run("Feature Space...", "model=sample images=[" + folder + "] index=[" + index + "] method=pca");
print(getTitle() + ": " + nImages + " image");
