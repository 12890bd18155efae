// Why does Grad-CAM end in a ReLU, and what is the negative part that it throws away?
function range(what) {
    getStatistics(area, mean, min, max);
    print(what + ": from " + min + " to " + max);
    return max - min;
}

// A healthy or an infected image? The same map for both answers, and for why the one and not the other.
run("Open Sample");
sample = getImageID();
run("Grad-CAM...", "model=sample target=class:1 show_table=false");
range("infected");
run("Duplicate...", "title=cut");
run("Min...", "value=0");
range("infected, cut at 0 as in the paper");
selectImage(sample);
run("Grad-CAM...", "model=sample target=class:0 show_table=false");
range("healthy");
run("Duplicate...", "title=cut");
run("Min...", "value=0");
range("healthy, cut at 0 as in the paper");
selectImage(sample);
run("Grad-CAM...", "model=sample target=[class:1 - class:0] show_table=false");
range("infected and not healthy");
