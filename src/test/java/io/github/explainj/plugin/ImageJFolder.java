// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A plain ImageJ with ExplainJ in its plugins folder, run in a JVM of its own: nothing but ImageJ (and
 * the patcher that Fiji uses, for headless macros) is on the class path of a window, so that the plugin
 * lives in ImageJ's plugin class loader as it does for users.
 */
final class ImageJFolder {

    /** The jars that go beside the plugin; {@code ij}, the patcher and test libraries do not. */
    private static final List<String> BESIDE = List.of("onnxruntime", "tribuo-util-onnx", "protobuf-java", "gson",
            "imglib2", "snakeyaml-engine", "ejml-core", "ejml-ddense");
    private static final List<String> HOST = List.of("ij-1", "ij1-patcher", "javassist");

    private final Path root;

    private ImageJFolder(Path root) {
        this.root = root;
    }

    /**
     * Makes {@code target/NAME} with {@code plugins/ExplainJ_.jar} from the compiled classes and the other
     * jars in {@code plugins/jars}.
     */
    static ImageJFolder named(String name) throws IOException {
        Path root = Path.of("target", name).toAbsolutePath();
        Path jars = Files.createDirectories(root.resolve("plugins/jars"));
        zip(Path.of(Keys.class.getProtectionDomain().getCodeSource().getLocation().getPath()),
                root.resolve("plugins/ExplainJ_.jar"));
        for (Path jar : classPath(BESIDE)) if (!Files.exists(jars.resolve(jar.getFileName()))) link(jar, jars.resolve(jar.getFileName()));
        return new ImageJFolder(root);
    }

    private static void link(Path jar, Path place) throws IOException {
        try {
            Files.createSymbolicLink(place, jar);
        } catch (UnsupportedOperationException | java.nio.file.FileSystemException e) {
            Files.copy(jar, place);
        }
    }

    private static void zip(Path classes, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            zip.setLevel(1);
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
    }

    private static List<Path> classPath(List<String> prefixes) {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(path.split(File.pathSeparator)).map(Path::of)
                .filter(p -> prefixes.stream().anyMatch(x -> p.getFileName().toString().startsWith(x))).toList();
    }

    /** Starts a JVM in the folder with a class of the tests as main class. */
    Process start(Class<?> main, boolean headless, List<String> environment, String... arguments) throws IOException {
        List<String> hostPath = new ArrayList<>(classPath(HOST).stream().map(Path::toString).toList());
        // Fiji's launcher has plugins on the class path; plain ImageJ with a window loads them itself.
        if (headless) hostPath.addAll(List.of(root.resolve("plugins/ExplainJ_.jar").toString(), root + "/plugins/jars/*"));
        hostPath.add(hostClasses(main).toString());
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g", "-XX:+UseSerialGC", "-Djava.awt.headless=" + headless, "-Dplugins.dir=" + root, "-Duser.home=" + root,
                "-Djava.io.tmpdir=" + Files.createDirectories(root.resolve("tmp")),
                "--add-opens=java.base/java.lang=ALL-UNNAMED", "-cp", String.join(File.pathSeparator, hostPath), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).directory(root.toFile());
        environment.forEach(e -> builder.environment().put(e.split("=")[0], e.split("=")[1]));
        return builder.redirectOutput(root.resolve("output.txt").toFile()).start();
    }

    /** Copies the host's class files into a folder of their own, as the tests' folder holds much else. */
    private Path hostClasses(Class<?> main) throws IOException {
        Path from = Path.of(main.getProtectionDomain().getCodeSource().getLocation().getPath());
        String folder = main.getPackageName().replace('.', '/');
        Path to = Files.createDirectories(root.resolve("host").resolve(folder));
        try (Stream<Path> files = Files.list(from.resolve(folder))) {
            for (Path f : files.filter(p -> isOf(main, p.getFileName().toString())).toList())
                Files.copy(f, to.resolve(f.getFileName()), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        return root.resolve("host");
    }

    private static boolean isOf(Class<?> main, String file) {
        return file.startsWith(main.getSimpleName()) || file.startsWith(Gui.class.getSimpleName() + ".");
    }

    Path root() {
        return root;
    }

    /** Waits for the end and returns what was printed. */
    String output(Process process, int seconds) throws IOException, InterruptedException {
        boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
        if (!ended) process.destroyForcibly().waitFor();
        String text = Files.readString(root.resolve("output.txt"));
        return ended ? text : text + "\n(killed after " + seconds + " s)";
    }
}
