// RISE: random patterns; the centred estimate, with its standard error as a second image.
run("Open Sample");
run("RISE Saliency...", "model=sample samples=1000 seed=7");
for (i = 1; i <= nImages; i++) {
    selectImage(i);
    getStatistics(area, mean, min, max);
    print(getTitle() + ": from " + min + " to " + max);
}
