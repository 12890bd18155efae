// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import io.github.explainj.Framing;
import io.github.explainj.ImageSet;
import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSetsTest {

    @TempDir
    Path folder;

    private Path image(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        new FileSaver(new ImagePlus("i", new ByteProcessor(4, 3))).saveAsTiff(file.toString());
        return file;
    }

    private Path text(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static ImageSet list(Object images, Object labels) {
        return ImageSets.of(images.toString(), labels.toString(), new Framing());
    }

    private static List<String> names(ImageSet set) {
        return set.entries().stream().map(ImageSet.Entry::name).toList();
    }

    private static List<String> labels(ImageSet set) {
        return set.entries().stream().map(ImageSet.Entry::label).toList();
    }

    private static String refusal(Object images, Object labels) {
        Problem p = assertThrows(Problem.class, () -> list(images, labels));
        assertEquals("A07", p.code());
        return p.sentence();
    }

    @Test
    void aFolderGivesItsImagesByNameWithTheFoldersBelowAsClasses() throws IOException {
        image("cells/healthy/b.tif");
        image("cells/healthy/a 1.TIF");
        image("cells/ill/deep/z.tiff");
        image("cells/top.tif");
        image("cells/.hidden.tif");
        image("cells/.cache/x.tif");
        text("cells/notes.txt", "nothing");
        text("cells/no_ending", "nothing");
        ImageSet set = list(folder.resolve("cells"), "");
        assertEquals(List.of("healthy/a 1.TIF", "healthy/b.tif", "ill/deep/z.tiff", "top.tif"), names(set));
        assertEquals(List.of("healthy", "healthy", "deep", ""), labels(set));
        ImageSet.Entry first = set.entries().get(0);
        assertEquals(folder.resolve("cells/healthy/a 1.TIF").toString(), first.file());
        assertEquals(ImageSet.stamp(Path.of(first.file())), first.stamp());
        assertEquals(List.of(1, 1, 3, 4), java.util.Arrays.stream(first.reader().read(false).get(0).data().pixels().shape()).boxed().toList());
    }

    @Test
    void filesAreNamedBelowTheFolderTheyShare() throws IOException {
        Path b = image("cells/healthy/b.tif");
        Path a = image("cells/ill/b.tif");
        assertEquals(List.of("healthy/b.tif", "ill/b.tif"), names(list(b + "; " + a + ";", "")));
        assertEquals(List.of("healthy", "ill"), labels(list(b + ";" + a, "")));
        assertEquals(List.of("b.tif"), names(list(b, "")));
        assertEquals(List.of(""), labels(list(b, "")));
        assertEquals(List.of("ill/b.tif", "healthy/b.tif"), names(ImageSets.ofFiles(List.of(a, b, a), "", new Framing())));
        Path odd = image("one;two.tif");
        assertEquals(List.of("one;two.tif"), names(list(odd, "")));
    }

    @Test
    void anOpenStackGivesItsSlicesAndFrames() {
        ImagePlus stack = IJ.createHyperStack("my stack", 5, 4, 1, 3, 2, 8);
        stack.getStack().getProcessor(stack.getStackIndex(1, 3, 2)).set(7);
        WindowManager.setTempCurrentImage(stack);
        ij.macro.Interpreter.batchMode = true;
        ij.macro.Interpreter.addBatchModeImage(stack);
        try {
            ImageSet.Entry entry = list("my stack", "").entries().get(0);
            assertEquals("my stack", entry.name());
            assertEquals(6, entry.items());
            List<ImageSet.Slice> slices = entry.reader().read(false);
            assertEquals(6, slices.size());
            assertEquals(List.of(3, 2), List.of(slices.get(5).z(), slices.get(5).t()));
            assertEquals(7, slices.get(5).data().pixels().data()[0]);
            assertEquals(2, entry.reader().read(true).size());
            stack.getStack().getProcessor(2).set(9);
            assertNotEquals(entry.stamp(), list("my stack", "").entries().get(0).stamp());
        } finally {
            ij.macro.Interpreter.removeBatchModeImage(stack);
            ij.macro.Interpreter.batchMode = false;
            WindowManager.setTempCurrentImage(null);
        }
    }

    @Test
    void labelsAreFoundByPathByFileAndByBareName() throws IOException {
        image("cells/x/a.tif");
        image("cells/y/a.tif");
        image("cells/b.tif");
        image("cells/c, d.tif");
        image("cells/none.tif");
        Path csv = text("labels.csv", "\uFEFFLabel , other,IMAGE\r\nleft,1,x\\a.tif\r\n\"the \"\"right\"\"\",2,a.tif\r\nbare,3,b\r\n\r\n"
                + "comma,4,\"c, d.tif\"\r\nlast,5,unknown.tif");
        ImageSet set = list(folder.resolve("cells"), csv);
        assertEquals(List.of("b.tif", "c, d.tif", "none.tif", "x/a.tif", "y/a.tif"), names(set));
        assertEquals(List.of("bare", "comma", "", "left", "the \"right\""), labels(set));
        assertEquals(List.of("1 of 5 images have no label in " + csv + ", e.g. none.tif."), set.remarks());
    }

    @Test
    void labelsThatCannotBeMeantAreRefused() throws IOException {
        Path a = image("a.tif");
        String columns = refusal(a, text("l.csv", "file,class\na.tif,x\n"));
        assertTrue(columns.contains("file, class") && columns.contains("image and label"), columns);
        assertTrue(refusal(a, text("l.csv", "image;label\na.tif;x\n")).contains("image;label"));
        assertTrue(refusal(a, text("l.csv", "")).contains("expected the columns"));
        assertTrue(refusal(a, text("l.csv", "image,label\na.tif,x\na.tif,y\n")).contains("twice, as x and y"));
        String none = refusal(a, text("l.csv", "image,label\nother.tif,x\n"));
        assertTrue(none.contains("called a.tif") && none.contains("other.tif"), none);
        assertTrue(refusal(a, folder.resolve("gone.csv")).contains("gone.csv"));
        Files.write(folder.resolve("latin.csv"), new byte[] {'i', (byte) 0xe4, '\n'});
        assertTrue(refusal(a, folder.resolve("latin.csv")).contains("UTF-8"));
    }

    @Test
    void whatIsNotThereIsSaidWithWhatIs() throws IOException {
        image("data/cells/a.tif");
        text("data/texts/a.txt", "x");
        Files.createDirectories(folder.resolve("data/empty"));
        String missing = refusal(folder.resolve("data/cels/deeper"), "");
        assertTrue(missing.contains("exists is " + folder.resolve("data")) && missing.contains("did you mean \"cells\" in it? Name"), missing);
        assertTrue(refusal(folder.resolve("data/empty"), "").contains("is empty"));
        String texts = refusal(folder.resolve("data/texts"), "");
        assertTrue(texts.contains("has no images") && texts.contains("a.txt"), texts);
        assertTrue(refusal(" ", "").contains("No image is named"));
        assertTrue(refusal(folder.resolve("data/cells/a.tif") + ";" + folder.resolve("data/cells/b.tif"), "").contains("b.tif"));
        assertTrue(refusal("\0", "").contains("no name of a file"));
    }
}
