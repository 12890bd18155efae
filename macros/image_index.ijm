// Image index: one vector per image, kept in a folder; the names of subfolders are the classes.
folder = getDirectory("temp") + "explainj_index_images" + File.separator;
File.makeDirectory(folder);
classes = newArray("sharp", "blurred");
for (c = 0; c < 2; c++) {
    File.makeDirectory(folder + classes[c]);
    run("Open Sample");
    if (c == 1) run("Gaussian Blur...", "sigma=4");
    for (i = 0; i < 4; i++) {
        saveAs("Tiff", folder + classes[c] + File.separator + "turned" + i + ".tif");
        run("Rotate 90 Degrees Right");
    }
    close();
}
index = getDirectory("temp") + "explainj_index";
run("Image Index...", "model=sample images=[" + folder + "] index=[" + index + "] add_to_results=true");
print("the first is " + getResultString("image", 0) + ", " + getResultString("label", 0));
