// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import io.github.explainj.problem.Problem;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bad images of reliability.md 8.3 that concern reading, and the good ones beside them. */
class ImageFilesTest {

    @TempDir
    private Path dir;

    private Path file(String name, byte... bytes) throws IOException {
        return Files.write(dir.resolve(name), bytes);
    }

    private Path text(String name, String content) throws IOException {
        return file(name, content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void refuses(Path file, String code, String... parts) {
        Problem p = assertThrows(Problem.class, () -> ImageFiles.open(file));
        assertEquals(code, p.code(), p.getMessage());
        assertTrue(p.getMessage().contains(file.getFileName().toString()), p.getMessage());
        for (String part : parts) assertTrue(p.getMessage().contains(part), part + " in: " + p.getMessage());
    }

    private byte[] stack(int slices) {
        ImagePlus imp = IJ.createImage("s", "16-bit ramp", 40, 30, slices);
        for (int i = 1; i <= slices; i++) imp.getStack().getProcessor(i).set(0, 0, 1000 + i);
        return new FileSaver(imp).serialize();
    }

    /** A TIFF of one directory at byte 8 with these tags (all LONG), padded to a length. */
    private static byte[] tiff(int length, int next, int... tagsAndValues) {
        ByteBuffer b = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        b.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) (tagsAndValues.length / 2));
        for (int i = 0; i < tagsAndValues.length; i += 2)
            b.putShort((short) tagsAndValues[i]).putShort((short) 4).putInt(1).putInt(tagsAndValues[i + 1]);
        b.putInt(next);
        return b.array();
    }

    @Test
    void i01TruncatedStackNamesThePlaneAndTheMissingBytes() throws IOException {
        byte[] whole = stack(5); // planes of 2400 bytes behind a header of less than 1000
        Path f = file("half.tif", Arrays.copyOf(whole, 1000 + 2 * 2400));
        refuses(f, "I01", "truncated", "plane 3 of 5", "bytes are missing");
        assertEquals(5, ImageFiles.open(file("whole.tif", whole)).getStackSize());
    }

    @Test
    void i01TruncatedInsideTheDirectory() throws IOException {
        refuses(file("start.tif", Arrays.copyOf(stack(1), 60)), "I01", "truncated", "60 bytes");
    }

    @Test
    void i01TruncatedPng() throws IOException {
        Path whole = dir.resolve("whole.png");
        ImageIO.write(new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB), "png", whole.toFile());
        byte[] bytes = Files.readAllBytes(whole);
        refuses(file("half.png", Arrays.copyOf(bytes, bytes.length / 2)), "I01", "truncated");
    }

    @Test
    void i01TruncatedJpegIsNotReadAsGrey() throws IOException {
        BufferedImage image = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 40_000; i++) image.setRGB(i % 200, i / 200, i * 2654435);
        Path whole = dir.resolve("whole.jpg");
        ImageIO.write(image, "jpg", whole.toFile());
        byte[] bytes = Files.readAllBytes(whole);
        refuses(file("half.jpg", Arrays.copyOf(bytes, bytes.length / 2)), "I01", "truncated");
    }

    @Test
    void i02EmptyWebPagePdfAndLfsPointerAreNamed() throws IOException {
        refuses(text("a.tif", ""), "I02", "empty (0 bytes)", "again");
        refuses(text("b.tif", "\n<!DOCTYPE html><html>"), "I02", "web page", "<!DOCTYPE html>");
        refuses(text("c.tif", "%PDF-1.7 ..."), "I02", "PDF");
        refuses(text("d.tif", "version https://git-lfs.github.com/spec/v1\n"), "I02", "git lfs pull");
    }

    @Test
    void i03ImpossibleSizeIsRefusedBeforeMemoryIsTaken() throws IOException {
        Path f = file("huge.tif", tiff(200, 0, 256, 1_000_000, 257, 1_000_000, 258, 8, 259, 1, 273, 100, 279, 50));
        refuses(f, "I03", "1000000 x 1000000", "1000 GB", "200 bytes");
    }

    @Test
    void i04LoopsAndEmptyDirectoriesAreDamage() throws IOException {
        Path loop = file("loop.tif", tiff(400, 8, 256, 4, 257, 4, 258, 8, 259, 1, 273, 100, 279, 16));
        refuses(loop, "I04", "damaged", "loop");
        refuses(file("empty.tif", tiff(100, 0)), "I04", "0 entries");
    }

    @Test
    void i11FolderOrUnreachablePathGivesTheReason() throws IOException {
        Files.createDirectory(dir.resolve("folder.tif"));
        refuses(dir.resolve("folder.tif"), "I11", "is a folder");
        Path plain = text("plain.txt", "x");
        refuses(plain.resolve("inside.tif"), "I11", "inside.tif");
    }

    @Test
    void i12MissingFileIsNamed() {
        refuses(dir.resolve("gone.tif"), "I12", "There is no file");
    }

    @Test
    void i13UnusualNamesAreRead() throws IOException {
        for (String name : new String[] {"a b%20c.tif", "\u00fc\u00f1\u4e2d.tif", "[x] #1, 'y'.tif", "dot..tif"}) {
            Path f;
            try {
                f = file(name, stack(1));
            } catch (java.nio.file.InvalidPathException e) {
                System.out.println("this file system has no name like " + name.length() + " characters: " + e.getReason());
                continue;
            }
            assertEquals(1001, ImageFiles.open(f).getProcessor().get(0, 0), name);
        }
    }

    @Test
    void i15LargerThanMemoryNamesWhatIsNeededAndTiling() throws IOException {
        Path f = dir.resolve("large.tif");
        try (var out = new java.io.RandomAccessFile(f.toFile(), "rw")) {
            out.write(tiff(200, 0, 256, 100_000, 257, 100_000, 258, 8, 259, 1, 273, 200, 279, 1_000_000_000));
            out.setLength(11_000_000_000L);
        } catch (IOException e) {
            System.out.println("i15: no sparse file of 11 GB here, skipped: " + e.getMessage());
            return;
        }
        refuses(f, "I15", "10.0 GB", "fit=tile");
    }

    @Test
    void i16UnknownFormatsSayWhatIsRead() throws IOException {
        refuses(text("a.czi", "ZISRAWFILE......"), "I16", "Bio-Formats");
        refuses(text("b.xlef", "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"),
                "I16", "TIFF");
        refuses(file("big.tif", "II+\0\b\0\0\0".getBytes(StandardCharsets.ISO_8859_1)), "I16", "BigTIFF");
    }

    @Test
    void i16NoRoisInAZipIsSaid() throws IOException {
        Path zip = text("rois.zip", "PK\3\4 nothing");
        Problem p = assertThrows(Problem.class, () -> ImageFiles.regions(zip, java.util.List.of(2, 2)));
        assertTrue(p.code().equals("I16") && p.getMessage().contains("ROI Manager"), p.getMessage());
    }

    @Test
    void pngKeepsSixteenBitsAndComposesAlphaOnWhite() throws IOException {
        BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        grey.getRaster().setSample(1, 0, 0, 40_000);
        ImageIO.write(grey, "png", dir.resolve("g.png").toFile());
        assertArrayEquals(new float[] {0, 40_000}, ImageFiles.image(dir.resolve("g.png"), false).pixels().data());
        BufferedImage argb = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        argb.setRGB(0, 0, 0x00123456);
        ImageIO.write(argb, "png", dir.resolve("a.png").toFile());
        assertArrayEquals(new float[] {255, 255, 255}, ImageFiles.image(dir.resolve("a.png"), false).pixels().data());
    }

    @Test
    void tiffCompressionsThatImageJCannotReadAreReadAllTheSame() throws IOException {
        BufferedImage grey = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(5, 6, 0, 200);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        ImageWriteParam p = writer.getDefaultWriteParam();
        p.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
        p.setTiling(16, 16, 0, 0);
        Path f = dir.resolve("tiled.tif");
        try (ImageOutputStream out = ImageIO.createImageOutputStream(f.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(grey, null, null), p);
        } finally {
            writer.dispose();
        }
        assertEquals(200, ImageFiles.open(f).getProcessor().get(5, 6));
    }

    @Test
    void volumesAreReadAsVolumesWhenAsked() throws IOException {
        Path f = file("v.tif", stack(3));
        assertArrayEquals(new int[] {1, 1, 3, 30, 40}, ImageFiles.image(f, true).pixels().shape());
        assertArrayEquals(new int[] {1, 1, 30, 40}, ImageFiles.image(f, false).pixels().shape());
    }
}
