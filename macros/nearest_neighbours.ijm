// Nearest neighbours: which images a layer finds alike, beside those whose pixels are alike.
run("Open Sample");
sample = getTitle();
run("Duplicate...", "title=near1");
run("Rotate 90 Degrees Right");
run("Duplicate...", "title=near2");
run("Gaussian Blur...", "sigma=1");
run("Duplicate...", "title=near3");
run("Gaussian Blur...", "sigma=6");
run("Images to Stack", "name=album title=near");
index = getDirectory("temp") + "explainj_neighbours";
selectImage(sample);
run("Nearest Neighbours...", "model=sample images=album index=[" + index + "] count=2 add_to_results=true");
for (row = 0; row < nResults; row++)
    print(getResultString("kind", row) + " " + getResult("rank", row) + ": " + getResultString("image", row));
