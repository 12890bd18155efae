// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativesTest {

    private static final Platform HERE = Platform.current();
    private static final String CORE = HERE.library("onnxruntime");

    private static void assertSays(Problem p, String code, String... words) {
        assertEquals(code, p.code());
        for (String w : words) assertTrue(p.getMessage().contains(w), "no \"" + w + "\" in: " + p.getMessage());
    }

    @Test
    void supportedPlatformsHaveTheirFolder() {
        assertEquals("linux-x64", new Platform("Linux", "amd64").folder());
        assertEquals("linux-aarch64", new Platform("Linux", "aarch64").folder());
        assertEquals("win-x64", new Platform("Windows 11", "amd64").folder());
        assertEquals("osx-aarch64", new Platform("Mac OS X", "aarch64").folder());
    }

    @Test
    void otherPlatformsAreRefusedWithThoseThatWork() {
        for (Platform p : List.of(new Platform("Mac OS X", "x86_64"), new Platform("Windows 11", "aarch64"),
                new Platform("FreeBSD", "amd64"), new Platform("Linux", "riscv64")))
            assertSays(assertThrows(Problem.class, p::folder), "E01", p.os(), p.arch(), "Apple chip", "another computer");
    }

    private static NativeFolder folder(Path parent) throws IOException {
        NativeFolder f = NativeFolder.of(HERE, NativesTest.class.getClassLoader());
        return new NativeFolder(parent.resolve("natives"), f.resources(), f.loader());
    }

    @Test
    void severalProgramsUnpackAtOnceAndLeaveOneWholeLibrary(@TempDir Path tmp) throws Exception {
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) all.add(CompletableFuture.supplyAsync(() -> unpacked(tmp)));
        for (CompletableFuture<Boolean> f : all) assertTrue(f.get());
        try (var files = Files.list(tmp.resolve("natives"))) {
            assertEquals(List.of(tmp.resolve("natives").resolve(CORE)), files.toList());
        }
        assertTrue(Files.size(tmp.resolve("natives").resolve(CORE)) > 10_000_000);
    }

    private static boolean unpacked(Path tmp) {
        try {
            return folder(tmp).unpack(CORE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aLibraryThatWasCutOffIsWrittenAgain(@TempDir Path tmp) throws IOException {
        assertTrue(folder(tmp).unpack(CORE));
        Path file = tmp.resolve("natives").resolve(CORE);
        long size = Files.size(file);
        Files.write(file, new byte[100]);
        assertTrue(folder(tmp).unpack(CORE));
        assertEquals(size, Files.size(file));
        assertFalse(folder(tmp).unpack("no-such-library"));
    }

    @Test
    void theFolderNameDependsOnTheBuildAndItsParentCanBeChosen(@TempDir Path tmp) throws IOException {
        String before = System.setProperty(NativeFolder.PROPERTY, tmp.toString());
        try {
            Path folder = NativeFolder.of(HERE, NativesTest.class.getClassLoader()).folder();
            assertEquals(tmp, folder.getParent());
            assertTrue(folder.getFileName().toString().matches("onnxruntime-" + HERE.folder() + "-[0-9a-f]+"), folder.toString());
        } finally {
            if (before == null) System.clearProperty(NativeFolder.PROPERTY);
            else System.setProperty(NativeFolder.PROPERTY, before);
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsAnIoExceptionAndNothingElse(@TempDir Path tmp) throws IOException {
        Path file = Files.createFile(tmp.resolve("file"));
        assertThrows(IOException.class, () -> folder(file).unpack(CORE));
    }

    @Test
    void anotherClassLoaderIsToldToRestartImageJ(@TempDir Path tmp) throws Exception {
        for (String name : List.of("onnxruntime", "onnxruntime4j_jni")) folder(tmp).unpack(HERE.library(name));
        String before = System.setProperty("onnxruntime.native.path", tmp.resolve("natives").toString());
        try (URLClassLoader first = plugins(); URLClassLoader second = plugins()) {
            start(first);
            InvocationTargetException e = assertThrows(InvocationTargetException.class, () -> start(second));
            assertTrue(e.getCause().getMessage().contains("ImageJ has to be restarted"), e.getCause().getMessage());
        } finally {
            if (before == null) System.clearProperty("onnxruntime.native.path");
            else System.setProperty("onnxruntime.native.path", before);
        }
    }

    /** As Help > Refresh Menus does: all classes once more. */
    private static URLClassLoader plugins() throws IOException {
        List<URL> path = new ArrayList<>();
        for (String p : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) path.add(Path.of(p).toUri().toURL());
        return new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static void start(ClassLoader loader) throws Exception {
        Method m = loader.loadClass(Natives.class.getName()).getDeclaredMethod("environment");
        m.setAccessible(true);
        m.invoke(null);
    }

    @Test
    void reasonsOfTheSystemBecomeWaysOut() {
        String folder = "/home/a/.cache";
        assertSays(NativeErrors.explain(new UnsatisfiedLinkError("x.so: failed to map segment from shared object"), folder),
                "E02", folder, "noexec", "-Dexplainj.natives=");
        assertSays(NativeErrors.explain(new RuntimeException("x", new IOException("No space left on device")), folder), "E02", "No space left");
        assertSays(NativeErrors.explain(new UnsatisfiedLinkError("/lib/libc.so.6: version `GLIBC_2.28' not found"), folder), "E03", "glibc 2.28");
        assertSays(NativeErrors.explain(new UnsatisfiedLinkError("x.dll: Can't find dependent libraries"), folder), "E03", "Visual C++");
        assertSays(NativeErrors.explain(new UnsatisfiedLinkError("x.dylib: code signature not valid for use in process"), folder), "E03", "Privacy & Security");
    }

    @Test
    void twoBuildsOnTheClassPathAreNamed() throws IOException {
        List<URL> found = List.of(new URL("jar:file:/fiji/jars/onnxruntime-1.17.0.jar!/ai/a.so"),
                new URL("jar:file:/fiji/jars/onnxruntime_gpu-1.29.0.jar!/ai/a.so"));
        assertSays(NativeErrors.twoBuilds(found), "E04", "onnxruntime-1.17.0.jar", "onnxruntime_gpu-1.29.0.jar", "remove");
    }
}
