// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.probe.Device;
import io.github.explainj.registry.Json;
import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model with reference results.
 *
 * @param folder where it lies
 * @param facts its case.json
 */
public record ReferenceCase(Path folder, Map<String, Object> facts) {

    /** Finds all, sorted by name. */
    public static List<ReferenceCase> all() {
        try (Stream<Path> all = Files.list(Shared.folder("cases"))) {
            return all.filter(d -> Files.exists(d.resolve("case.json"))).sorted().map(ReferenceCase::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the case in a folder. */
    public static ReferenceCase of(Path folder) {
        try {
            return new ReferenceCase(folder, Json.readObject("case.json", Files.readString(folder.resolve("case.json"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String name() {
        return folder.getFileName().toString();
    }

    /** Opens the model as a user does. */
    public Explain open() {
        return Explain.open(folder.resolve("model.onnx"), options());
    }

    Options options() {
        return new Options(Device.CPU, Map.of(), null);
    }

    /** Prepares the reference's input. */
    public Prepared input(Explain explain) {
        return explain.prepare("input", Map.of("", read("input.npy")));
    }

    /** Returns the names of the reference files that match. */
    public List<String> files(String regex) {
        try (Stream<Path> all = Files.list(folder.resolve("reference"))) {
            return all.map(f -> f.getFileName().toString()).filter(f -> f.matches(regex)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean has(String file) {
        return Files.exists(path(file));
    }

    public Path path(String file) {
        return folder.resolve("reference").resolve(file);
    }

    public Tensor read(String file) {
        return Npy.read(path(file));
    }

    /** Returns the inner tensors that have references, in the order of their numbers. */
    public List<String> layers() {
        List<?> layers = (List<?>) facts.getOrDefault("layers", List.of());
        return layers.stream().map(l -> (String) ((Map<?, ?>) l).get("tensor")).toList();
    }

    /** Returns the tensor that is explained. */
    public String output() {
        return (String) object("target").get("output");
    }

    /** Returns the SPEC of what is explained. */
    public String target() {
        Map<String, Object> t = object("target");
        return switch ((String) t.get("kind")) {
            case "index" -> index(((List<?>) t.get("index")).subList(1, ((List<?>) t.get("index")).size()));
            case "channel_mean", "channel_mean_last_axis" -> "mean:" + t.get("channel") + at();
            case "channel_sum" -> "sum:" + t.get("channel") + at();
            default -> "weights:\"" + path("target_weight.npy") + "\"" + at();
        };
    }

    private String index(Object numbers) {
        return "index:" + list(numbers) + at();
    }

    private String at() {
        return "@\"" + output() + "\"";
    }

    /** Returns the tolerance that the case states: {@code output}, {@code gradient}, {@code other}, {@code l2}. */
    public double tolerance(String kind, double otherwise) {
        Object stated = object("tolerance_rel").get(kind);
        return stated instanceof Number n ? n.doubleValue() : otherwise;
    }

    @SuppressWarnings("unchecked")
    public Map<String, Object> object(String key) {
        return (Map<String, Object>) facts.getOrDefault(key, Map.of());
    }

    static String list(Object numbers) {
        return ((List<?>) numbers).stream().map(Object::toString).collect(Collectors.joining(","));
    }
}
