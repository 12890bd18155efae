// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.registry.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that ships: exit codes, help, and one real explanation of the bundled image. */
class CommandLineIT {

    private static final String MODEL = Jar.MODEL.toString();
    private static final String IMAGE = Jar.IMAGE.toString();

    @TempDir
    Path folder;

    @Test
    void helpIsCompleteForEachCommand() {
        assertHelp("demo", "--out");
        assertHelp("info", "MODEL", "--json", "--device", "--override");
        assertHelp("methods", "--json");
        assertHelp("explain", "--model", "--image", "--tensor", "--method", "--set", "--target", "--layer", "--regions",
                "--fit", "--model-channels", "--normalise", "--device", "--out", "--json", "class:K", "weights:FILE.npy", "Exit codes");
    }

    private void assertHelp(String command, String... words) {
        Jar.Ended e = Jar.run(folder, command, "--help");
        assertEquals(0, e.code(), e.err());
        for (String word : words) assertTrue(e.out().contains(word), word + " is missing in:\n" + e.out());
    }

    @Test
    void theVersionIsTheProjects() {
        Jar.Ended e = Jar.run(folder, "--version");
        assertTrue(e.out().matches("(?s)ExplainJ \\d+\\.\\d+\\.\\d+.*"), e.out());
    }

    @Test
    void whatTheUserGotWrongIsOneSentenceAndCode2() {
        assertRefused("A07", "--methd", "explain", "--model", MODEL, "--image", IMAGE, "--methd", "rise");
        assertRefused("A07", "no command", "bogus");
        assertRefused("M", "nowhere.onnx", "explain", "--model", "nowhere.onnx", "--image", IMAGE);
        assertRefused("I", "nowhere.tif", "explain", "--model", MODEL, "--image", "nowhere.tif");
        assertRefused("A07", "windw", "explain", "--model", MODEL, "--image", IMAGE, "--set", "windw=3");
        assertRefused("A01", "class:99", "explain", "--model", MODEL, "--image", IMAGE, "--target", "class:99");
        assertRefused("A10", "gpu", "explain", "--model", MODEL, "--image", IMAGE, "--device", "gpu");
    }

    private void assertRefused(String code, String word, String... arguments) {
        Jar.Ended e = Jar.run(folder, arguments);
        assertEquals(2, e.code(), e.err() + e.out());
        assertTrue(e.err().contains("[" + code), e.err());
        assertTrue(e.err().contains(word), e.err());
        assertEquals("", e.out());
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefusedBeforeTheRun() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");
        assertRefused("E09", "taken", "explain", "--model", MODEL, "--image", IMAGE, "--out", file.toString());
    }

    @Test
    void explainsTheBundledImage() throws IOException {
        Jar.Ended e = Jar.run(folder, "explain", "--model", MODEL, "--image", IMAGE, "--out", "maps");
        assertEquals(0, e.code(), e.err());
        for (String name : List.of("occlusion.npy", "occlusion.tif", "occlusion.png", "result.json"))
            assertTrue(Files.size(folder.resolve("maps").resolve(name)) > 0, name);
        Map<String, Object> result = Json.readObject("result.json", Files.readString(folder.resolve("maps/result.json")));
        assertEquals("occlusion", result.get("method"));
        assertTrue(result.keySet().containsAll(List.of("target", "score", "parameters", "seed", "provider", "model_sha256",
                "explainj_version", "onnxruntime_version", "seconds", "runs")), result.keySet().toString());
        assertEquals("done 1, failed 0", e.lastLine());
    }

    @Test
    void aFailingImageAmongOthersIsCode3() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.tif"), "<!DOCTYPE html>");
        Jar.Ended e = Jar.run(folder, "explain", "--model", MODEL, "--image", broken.toString(), IMAGE, "--out", "maps");
        assertEquals(3, e.code(), e.err());
        assertEquals("done 1, failed 1: " + broken, e.lastLine());
        assertTrue(Files.exists(folder.resolve("maps/puncta_sample_1_occlusion.npy")));
    }

    @Test
    void whatImageJPrintsOfABadImageStaysOutOfTheJson() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.png"), "xx");
        Jar.Ended e = Jar.run(folder, "explain", "--model", MODEL, "--image", bad.toString(), IMAGE, "--json");
        assertEquals(3, e.code(), e.err());
        assertEquals(1, ((List<?>) Json.readObject("standard output", e.out()).get("failures")).size());
    }

    @Test
    void jsonIsAllThatGoesToStandardOutput() {
        Jar.Ended e = Jar.run(folder, "explain", "--model", MODEL, "--image", IMAGE, "--json");
        assertEquals(0, e.code(), e.err());
        assertEquals("occlusion", Json.readObject("standard output", e.out()).get("method"));
        assertTrue(Json.readObject("info", Jar.run(folder, "info", MODEL, "--json").out()).containsKey("layers"));
    }

    @Test
    void theMethodsOfTheJarAreTheReadmes() throws IOException {
        String printed = Jar.run(folder, "methods", "--json").out();
        assertEquals(Json.readObject("README", ReadmeTest.json("methods.json", printed)), Json.readObject("methods", printed));
    }

    @Test
    void stoppingKeepsThePartialMapAndGives4() throws Exception {
        Process p = Jar.start(folder, "explain", "--model", MODEL, "--image", IMAGE, "--method", "rise",
                "--set", "samples=1000000", "--out", "maps");
        Thread.sleep(6000);
        p.destroy();
        Jar.Ended e = Jar.end(folder, p);
        assertEquals(4, e.code(), e.out() + e.err());
        assertTrue(Files.exists(folder.resolve("maps/rise.npy")), e.out());
        Map<String, Object> result = Json.readObject("result.json", Files.readString(folder.resolve("maps/result.json")));
        assertEquals(false, result.get("complete"));
    }
}
