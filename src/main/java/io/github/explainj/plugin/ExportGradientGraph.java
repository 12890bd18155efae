// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.IJ;
import ij.plugin.PlugIn;
import io.github.explainj.GradientRequest;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.Port;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Parameter;
import io.github.explainj.registry.Schema;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the gradient of a model as an ONNX file that runs without ExplainJ. */
public final class ExportGradientGraph implements PlugIn {

    private static final Schema<Export> EXPORT = Schema.of(Export.class);

    /** What is asked besides the model. */
    record Export(
            @About("What is differentiated, e.g. class:3; empty for an input with a weight per output.") String target,
            @About("Inner tensors or inputs with respect to which, separated by commas; empty for the first input.")
                    String wrt,
            @About("Size of the image H,W or D,H,W where the model takes any; empty where it is fixed.") String size,
            @About("The file to write: OUT.onnx.") String output) {

        Export() {
            this("", "", "", "");
        }

        Path file() {
            if (output.isBlank()) throw new Problem("A07", "No file is given: add output=FILE.onnx.");
            try {
                return Path.of(output.strip()).toAbsolutePath();
            } catch (InvalidPathException e) {
                throw new Problem("A07", "output=" + output + " is no path: " + e.getReason() + ".", e);
            }
        }

        GradientRequest request() {
            return new GradientRequest(target.strip(), parts(wrt), parts(size).stream().map(this::number).toList());
        }

        private int number(String text) {
            if (!text.matches("[1-9]\\d{0,6}"))
                throw new Problem("A06", "size=" + size + " is not possible: expected whole numbers, e.g. 256,256.");
            return Integer.parseInt(text);
        }

        private static List<String> parts(String text) {
            return Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
        }
    }

    @Override
    public void run(String arg) {
        Door.run(() -> Shell.values(form(), ExportGradientGraph::checked).ifPresent(ExportGradientGraph::write));
    }

    private static Form form() {
        List<Parameter> parameters = new ArrayList<>(Keys.common("model", "overrides"));
        parameters.addAll(1, EXPORT.parameters());
        return new Form("Export Gradient Graph...", "Derives the gradient of a model as an ONNX file of standard operators.", parameters);
    }

    private static Map<String, String> checked(Map<String, String> given) {
        export(given).file();
        Models.open(common(given)).close();
        return given;
    }

    private static Export export(Map<String, String> values) {
        Map<String, String> own = new LinkedHashMap<>(values);
        own.keySet().retainAll(EXPORT.parameters().stream().map(Parameter::name).toList());
        return EXPORT.create(own);
    }

    private static Common common(Map<String, String> values) {
        Map<String, String> own = new LinkedHashMap<>(values);
        own.keySet().retainAll(List.of("model", "overrides"));
        return Keys.common(own);
    }

    private static String names(List<Port> ports) {
        return ports.stream().map(p -> p.name() + " " + p.type() + " " + p.shape()).collect(Collectors.joining(", "));
    }

    private static void write(Map<String, String> values) {
        Export export = export(values);
        try (Models.Lease lease = Models.open(common(values))) {
            Graph graph = lease.explain().exportGradient(export.request(), export.file());
            IJ.log("ExplainJ: " + export.file() + " holds the gradient: inputs " + names(graph.inputs()) + "; outputs "
                    + names(graph.outputs()));
        }
    }
}
