// What was the model fed? The stack that opens, saved and fed back without normalisation, gives the
// same score bit for bit.
function score() {
    lines = split(getMetadata("Info"), "\n");
    for (i = 0; i < lines.length; i++)
        if (startsWith(lines[i], "score: ")) return substring(lines[i], 7);
    return "none";
}

run("Open Sample");
run("Occlusion Map...", "model=sample window=32 stride=32 show_overlay=false show_table=false");
first = score();
close();

run("Show Model Input...", "model=sample");
file = getDirectory("temp") + "explainj_model_input.tif";
saveAs("Tiff", file);
close();
open(file);
run("Occlusion Map...", "model=sample normalise=none window=32 stride=32 show_overlay=false show_table=false");
print("score of the image: " + first);
print("score of its model input: " + score());
