// Which cell matters? One run per ROI with that ROI replaced, and one with only it left.
run("Open Sample");
sample = getImageID();

// Outline the cells on a smoothed copy and move the outlines over.
run("Duplicate...", "title=cells");
run("Gaussian Blur...", "sigma=3");
setAutoThreshold("Otsu dark");
run("Analyze Particles...", "size=30-Infinity pixel show=Overlay");
Overlay.copy;
close();
selectImage(sample);
Overlay.paste;
print(Overlay.size + " cells");

// The rows also go to the Results table, which macros can read.
run("Region Importance...", "model=sample regions=overlay add_to_results=true");
for (row = 0; row < nResults; row++)
    print(getResultString("region", row) + ": difference " + getResult("difference", row)
        + ", rank " + getResult("rank", row));
