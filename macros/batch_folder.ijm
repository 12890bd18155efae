// Explains every image of a folder and writes maps, pictures, tables and JSON to another one.
// Argument: input folder|output folder|model; without one it asks.
argument = split(getArgument(), "|");
if (argument.length == 3) {
    from = argument[0]; to = argument[1]; model = argument[2];
} else {
    from = getDirectory("Folder with images"); to = getDirectory("Folder for results");
    model = File.openDialog("Model");
}
files = getFileList(from);
done = 0;
for (i = 0; i < files.length; i++) {
    if (endsWith(files[i], ".tif") || endsWith(files[i], ".png")) {
        path = from + File.separator + files[i];
        run("Occlusion Map...", "input=[" + path + "] model=[" + model + "] output_dir=[" + to + "]"
            + " window=16 stride=8 show_map=false show_overlay=false show_table=false");
        done++;
    }
}
print(done + " images explained");
