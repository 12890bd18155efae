// Which places decide one nucleus of a segmentation? The target is the mean of the channel "nucleus" in the
// region that is drawn. HiResCAM keeps to that place; Grad-CAM weighs channels alike everywhere, so it
// also shows what merely looks like it, and its result says so.
run("Open Sample", "sample=unet");
sample = getImageID();
makeOval(70, 22, 16, 14);
run("HiResCAM...", "model=sample:unet target=region:1 show_table=false");
report("HiResCAM");
selectImage(sample);
run("Grad-CAM...", "model=sample:unet target=region:1 show_table=false");
report("Grad-CAM");

function report(what) {
    far = 0; all = 0;
    for (y = 0; y < getHeight(); y++)
        for (x = 0; x < getWidth(); x++) {
            v = abs(getPixel(x, y));
            all += v;
            if (abs(x - 78) > 30 || abs(y - 29) > 30) far += v;
        }
    print(what + ": more than 30 pixels away lies " + d2s(100 * far / all, 1) + " % of the map");
    lines = split(getMetadata("Info"), "\n");
    for (i = 0; i < lines.length; i++)
        if (startsWith(lines[i], "layer:") || startsWith(lines[i], "remark:")) print("  " + lines[i]);
}
