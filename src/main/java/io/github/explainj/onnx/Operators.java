// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import io.github.explainj.problem.Nearest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Knows the operators that can be run, and refuses others before ONNX Runtime sees them. */
final class Operators {

    static final String STANDARD = "ai.onnx";

    /** Domain to operator to the version of the operator set that introduced it. */
    private static final Map<String, Map<String, Integer>> TABLE = read();

    private final Candidate candidate;
    private final Set<String> functions;

    private Operators(Candidate candidate) {
        this.candidate = candidate;
        this.functions = candidate.model().getFunctionsList().stream()
                .map(f -> domain(f.getDomain()) + ":" + f.getName())
                .collect(Collectors.toSet());
    }

    /** Refuses operators of unknown domains (M12) and unknown or too new standard ones (M11). */
    static void check(Candidate candidate) {
        Operators operators = new Operators(candidate);
        for (Scope scope : candidate.scopes()) for (OnnxMl.NodeProto n : scope.nodes()) operators.check(n, scope);
    }

    /** Returns the domain's one name: the standard one may be written as empty text. */
    static String domain(String written) {
        return written.isEmpty() ? STANDARD : written;
    }

    private void check(OnnxMl.NodeProto node, Scope scope) {
        String domain = domain(node.getDomain());
        if (functions.contains(domain + ":" + node.getOpType())) return;
        Map<String, Integer> known = TABLE.get(domain);
        if (known == null || !known.containsKey(node.getOpType()) && domain.equals("com.microsoft")) custom(node, scope);
        Integer since = known.get(node.getOpType());
        long opset = scope.opset(domain);
        if (since == null) unknown(node, scope, known.keySet());
        else if (opset > 0 && since > opset)
            throw candidate.problem("M11", String.format("uses the operator %s%s, which exists since opset %d, but says"
                    + " that it is written in opset %d. Export the model again with opset %d or newer.",
                    Scope.named(node), scope.where(), since, opset, since));
    }

    private void custom(OnnxMl.NodeProto node, Scope scope) {
        throw candidate.problem("M12", String.format("uses the operator %s of the domain \"%s\" (node \"%s\"%s), which is"
                + " no ONNX standard. Plug-in libraries that a model asks for are never loaded. Export the model with"
                + " standard operators only; allowed domains: %s.",
                node.getOpType(), node.getDomain(), new Node(node).name(), scope.where(), TABLE.keySet()));
    }

    private void unknown(OnnxMl.NodeProto node, Scope scope, Set<String> names) {
        throw candidate.problem("M11", String.format("uses the operator %s%s, which ONNX does not have (the model is"
                + " written in opset %d). Nearest: %s. Export the model again with standard operators.",
                Scope.named(node), scope.where(), scope.opset(node.getDomain()),
                String.join(", ", Nearest.names(node.getOpType(), names, 3))));
    }

    private static Map<String, Map<String, Integer>> read() {
        Map<String, Map<String, Integer>> table = new TreeMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Operators.class.getResourceAsStream("operators.txt"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                if (line.startsWith("#")) continue;
                Map<String, Integer> domain = table.computeIfAbsent(words[0], d -> new TreeMap<>());
                for (int i = 2; i < words.length; i++) domain.put(words[i], Integer.valueOf(words[1]));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the jar lacks operators.txt", e);
        }
        return table;
    }
}
