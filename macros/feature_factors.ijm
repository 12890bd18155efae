// Feature factors: a few patterns of channels of which the activations of a layer are made.
run("Open Sample");
run("Feature Factors (NMF)...", "model=sample factor_count=3");
print(getTitle());
for (i = 1; i <= nImages; i++) {
    selectImage(i);
    print("open: " + getTitle());
}
