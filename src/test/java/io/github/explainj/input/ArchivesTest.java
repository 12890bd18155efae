// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zips that must be unpacked whole or not at all. */
class ArchivesTest {

    @TempDir
    Path folder;

    private Path cache;

    @BeforeEach
    void ownCache() {
        cache = folder.resolve("cache");
        System.setProperty(Archives.PROPERTY, cache.toString());
    }

    @AfterEach
    void usersCache() {
        System.clearProperty(Archives.PROPERTY);
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("package.zip"), bytes);
    }

    /** Asserts the code and what the message names, and that nothing is left behind. */
    private void refused(String code, byte[] zip, String... named) throws IOException {
        Path file = file(zip);
        Problem p = assertThrows(Problem.class, () -> Archives.unpack(file));
        assertEquals(code, p.code(), p.getMessage());
        for (String n : named) assertTrue(p.getMessage().contains(n), () -> n + " is not in: " + p.getMessage());
        assertTrue(p.getMessage().startsWith("package.zip"), p.getMessage());
        try (Stream<Path> all = Files.walk(cache)) {
            assertEquals(List.of(), all.filter(Files::isRegularFile).toList());
        }
    }

    private static byte[] one(String name) {
        return new ZipBytes().add("rdf.yaml", "type: model").add(name, "content").bytes();
    }

    @Test
    void aGoodZipIsUnpackedOnceAndFoundAgain() throws IOException {
        byte[] random = new byte[300_000];
        new Random(1).nextBytes(random);
        Path zip = file(new ZipBytes().add("rdf.yaml", "a: 1\n").add("deep/down/data.bin", random).bytes());
        Path unpacked = Archives.unpack(zip);
        assertEquals("a: 1\n", Files.readString(unpacked.resolve("rdf.yaml")));
        assertTrue(Arrays.equals(random, Files.readAllBytes(unpacked.resolve("deep/down/data.bin"))));
        assertEquals(PackageFiles.sha256(zip), unpacked.getFileName().toString());
        Files.writeString(unpacked.resolve("mark"), "kept");
        assertEquals(unpacked, Archives.unpack(zip));
        assertTrue(Files.exists(unpacked.resolve("mark")));
        try (Stream<Path> all = Files.list(unpacked.getParent())) {
            assertEquals(1, all.count());
        }
    }

    @Test
    void p09PathsThatLeaveTheFolderAreRefused() throws IOException {
        refused("P09", one("../../evil.jar"), "\"../../evil.jar\"", "Nothing was unpacked");
        refused("P09", one("a/../../evil.jar"), "leads out");
        refused("P09", one("/etc/passwd"), "absolute");
        refused("P09", one("C:/windows/x"), "colon");
        refused("P09", one("\\\\server\\share"), "backslash");
        refused("P09", one("a\0b"), "NUL");
        refused("P09", one("data/CON"), "device");
        refused("P09", one("lpt1.txt"), "device");
        refused("P09", one("name."), "dot");
        assertFalse(Files.exists(folder.resolve("evil.jar")));
    }

    @Test
    void p10HighRatiosAreRefusedBeforeUnpacking() throws IOException {
        byte[] zeros = new byte[30 << 20];
        refused("P10", new ZipBytes().add("zeros.bin", zeros).bytes(), "\"zeros.bin\"", "31457280", "limit is 200");
    }

    @Test
    void p10OverlappingEntriesAreRefused() throws IOException {
        byte[] zip = new ZipBytes().add("a", "first").add("b", "other").bytes();
        refused("P10", ZipBytes.with(zip, 1, 42, 0), "overlapping", "\"a\"", "\"b\"");
    }

    @Test
    void p10AnArchiveInsideIsRefusedUnlessTheDescriptionNamesIt() throws IOException {
        byte[] inner = new ZipBytes().add("x", "y").bytes();
        refused("P10", new ZipBytes().add("inner.zip", inner).bytes(), "\"inner.zip\"", "nesting");
        Path named = file(new ZipBytes().add("rdf.yaml", "source: tf_weights.zip").add("tf_weights.zip", inner).bytes());
        assertTrue(Files.exists(Archives.unpack(named).resolve("tf_weights.zip")));
    }

    @Test
    void p11TooManyEntriesAndTooLongPathsAreRefused() throws IOException {
        ZipBytes many = new ZipBytes();
        for (int i = 0; i <= 10_000; i++) many.add("f" + i, "");
        refused("P11", many.bytes(), "10001", "10000");
        refused("P11", one("a".repeat(40_000)), "40000", "1024");
    }

    @Test
    void p11AMillionEntriesAreRefusedByTheirNumber() throws IOException {
        byte[] zip = one("a");
        ByteBuffer b = ByteBuffer.wrap(new byte[56 + 20 + zip.length]).order(ByteOrder.LITTLE_ENDIAN);
        int end = zip.length - 22;
        b.put(zip, 0, end).putInt(0x06064b50).position(end + 32);
        b.putLong(1_000_000).putLong(46_000_000).putLong(0);
        b.putInt(0x07064b50).putInt(0).putLong(end).putInt(1).put(zip, end, 22);
        b.putShort(end + 56 + 20 + 10, (short) 0xFFFF);
        refused("P11", b.array(), "1000000", "10000");
    }

    @Test
    void p12ALyingSizeIsNoticedWhileWriting() throws IOException {
        byte[] zip = new ZipBytes().add("a.bin", "x".repeat(5000)).bytes();
        refused("P12", ZipBytes.with(zip, 0, 24, 10), "\"a.bin\"", "larger than the 10 bytes");
    }

    @Test
    void p12AWrongChecksumIsNoticed() throws IOException {
        byte[] zip = new ZipBytes().add("a.bin", "x".repeat(5000)).bytes();
        refused("P12", ZipBytes.with(zip, 0, 16, 12345), "\"a.bin\"", "CRC");
    }

    @Test
    void p12ATruncatedZipIsNoticed() throws IOException {
        byte[] zip = one("a");
        refused("P12", Arrays.copyOf(zip, zip.length - 30), "truncated");
        refused("P12", ZipBytes.with(one("a"), 0, 28, 0xFFFF), "central directory");
    }

    @Test
    void p12AnEncryptedZipSaysSo() throws IOException {
        byte[] zip = one("a");
        zip[ZipBytes.entry(zip, 1) + 8] |= 1;
        refused("P12", zip, "encrypted", "\"a\"", "password");
    }

    @Test
    void p13LinksAreRefused() throws IOException {
        refused("P13", ZipBytes.link(one("link.onnx"), 1), "\"link.onnx\"", "symbolic link");
    }

    @Test
    void p13NamesThatAreTheSameOnOtherSystemsAreRefused() throws IOException {
        byte[] zip = new ZipBytes().add("Model.onnx", "1").add("model.onnx", "2").bytes();
        refused("P13", zip, "\"Model.onnx\"", "\"model.onnx\"");
        refused("P13", new ZipBytes().add("a", "1").add("a/b", "2").bytes(), "\"a\"", "\"a/b\"", "folder");
    }

    /** Headers hold bytes that nobody needs; what is unpacked all the same is what was packed. */
    @Test
    void noDamageEscapesAsAnythingButAProblem() throws IOException {
        List<String> contents = List.of("a: 1\n", "0123456789".repeat(20));
        byte[] good = new ZipBytes().add("rdf.yaml", contents.get(0)).add("d/w.bin", contents.get(1)).bytes();
        for (int i = 0; i < good.length; i++) {
            Path cut = file(Arrays.copyOf(good, i));
            assertThrows(Problem.class, () -> Archives.unpack(cut));
        }
        int refused = 0;
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= (byte) 0x55;
            try (Stream<Path> all = Files.walk(Archives.unpack(file(bad)))) {
                for (Path p : all.filter(Files::isRegularFile).toList()) assertTrue(contents.contains(Files.readString(p)), p.toString());
            } catch (Problem p) {
                refused++;
            }
        }
        assertTrue(refused >= 100, "only " + refused + " of " + good.length + " changed zips were refused");
    }
}
