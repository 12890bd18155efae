// CAM and Grad-CAM are the same map on a network that ends in global average pooling and one dense layer,
// but for a factor: the number of cells of the layer.
run("Open Sample");
sample = getImageID();
run("CAM...", "model=sample target=class:1 show_table=false");
cam = getImageID();
selectImage(sample);
run("Grad-CAM...", "model=sample target=class:1 show_table=false");
gradCam = getImageID();

smallest = 1e9; largest = 0;
for (y = 0; y < 96; y += 4)
    for (x = 0; x < 96; x += 4) {
        selectImage(cam);
        a = getPixel(x, y);
        selectImage(gradCam);
        b = getPixel(x, y);
        // where both are nearly nothing, so is the quotient
        if (abs(b) > 1e-3) { smallest = minOf(smallest, a / b); largest = maxOf(largest, a / b); }
    }
print("CAM / Grad-CAM: from " + d2s(smallest, 2) + " to " + d2s(largest, 2));
lines = split(getMetadata("Info"), "\n");
for (i = 0; i < lines.length; i++)
    if (startsWith(lines[i], "layer_shape")) print(lines[i] + ", cells: 24 x 24 = " + 24 * 24);
