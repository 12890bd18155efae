// What does "backward ReLU" change? Three rules side by side, which differ only in what a Relu lets back:
//   gradient     where the unit was on
//   deconvnet    what is positive
//   guided       what is positive, where the unit was on
// Only the first is a derivative. Printed: how much of a map lies on the dark background; how many of the
// pixels that it shows have the wrong sign, so that "brighter supports it" is false; and how the maps of the
// two classes go together. The classes are opposites here: -1 would be right.
methods = newArray("Saliency (Gradient)...", "Deconvnet...", "Guided Backpropagation...");
run("Open Sample");
sample = getImageID();
image = pixels();
for (m = 0; m < methods.length; m++) {
    infected = map(methods[m], "class:1");
    healthy = map(methods[m], "class:0");
    if (m == 0) gradient = infected;
    print(substring(methods[m], 0, lengthOf(methods[m]) - 3) + ": on the background " + background(infected) + " %, wrong sign "
        + wrong(infected) + " %, class 1 with class 0: " + d2s(correlation(infected, healthy), 2));
}

function map(method, target) {
    selectImage(sample);
    run(method, "model=sample target=" + target + " show_overlay=false show_table=false");
    rename(method + " " + target);
    values = pixels();
    return values;
}

function pixels() {
    values = newArray(getWidth() * getHeight());
    for (i = 0; i < values.length; i++) values[i] = getPixel(i % getWidth(), floor(i / getWidth()));
    return values;
}

function background(a) {
    dark = 0; all = 0;
    for (i = 0; i < a.length; i++) { all += abs(a[i]); if (image[i] < 40) dark += abs(a[i]); }
    return d2s(100 * dark / all, 0);
}

function wrong(a) {
    Array.getStatistics(a, min, max);
    shown = 0; opposite = 0;
    for (i = 0; i < a.length; i++)
        if (abs(a[i]) > 0.1 * max) { shown++; if (a[i] * gradient[i] < 0) opposite++; }
    return d2s(100 * opposite / shown, 0);
}

function correlation(a, b) {
    Array.getStatistics(a, min, max, meanA, sdA);
    Array.getStatistics(b, min, max, meanB, sdB);
    sum = 0;
    for (i = 0; i < a.length; i++) sum += (a[i] - meanA) * (b[i] - meanB);
    return sum / (a.length - 1) / sdA / sdB;
}
