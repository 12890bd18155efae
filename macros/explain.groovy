// @CommandService command
// The same from a script, headless or not: `fiji --headless --run explain.groovy`. In Fiji the first
// line fetches the service; everything that the menu asks for is a key in "settings".
import io.github.explainj.command.ExplainImage

def file = binding.hasVariable("image") ? image : new File("cells.tif")
def module = command.run(ExplainImage, true,
        "image", file,
        "model", "sample",
        "method", "occlusion",
        "settings", "window=16 stride=8").get()

if (module.isCanceled()) throw new IllegalStateException(module.cancelReason)
def map = module.getOutput("heatMap")
println map.title + ": " + map.width + " x " + map.height
println module.getOutput("table")
return map
