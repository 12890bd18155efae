// Channel contributions: which channels of the last layer made the class win.
run("Open Sample");
run("Channel Contributions...", "model=sample target=class:1 add_to_results=true");
print(getTitle());
print("most: channel " + getResultString("channel", 0) + " of " + nResults);
