// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import io.github.explainj.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises by its first bytes what a file is that only has the name of an ONNX model. */
final class FileKind {

    /** How many bytes of a file are looked at. */
    static final int HEAD = 4096;

    private static final Pattern LFS_SIZE = Pattern.compile("(?m)^size (\\d+)");

    private final String file;
    private final byte[] head;
    private final String latin;

    private FileKind(String file, byte[] head) {
        this.file = file;
        this.head = head;
        this.latin = new String(head, StandardCharsets.ISO_8859_1);
    }

    /** Refuses a file that is empty, a web page, a Git-LFS pointer or of another format. */
    static void check(String file, byte[] head, long size) {
        if (size == 0)
            throw new Problem("M01", file + " is empty (0 bytes). Download or copy the file again.");
        FileKind kind = new FileKind(file, head);
        kind.refusePointer(size);
        kind.refuseText();
        kind.refuseOtherFormats();
    }

    private void refusePointer(long size) {
        if (!latin.startsWith("version https://git-lfs")) return;
        Matcher m = LFS_SIZE.matcher(latin);
        String real = m.find() ? "of " + m.group(1) + " bytes" : "";
        throw new Problem("M04", file + " is not the model but a Git-LFS pointer of " + size
                + " bytes; the model " + real + " lies elsewhere. Run \"git lfs pull\" in its folder, or download"
                + " the file from the web page of the repository.");
    }

    private void refuseText() {
        String text = latin.replaceFirst("^\u00ef\u00bb\u00bf", "").stripLeading();
        String lower = text.substring(0, Math.min(300, text.length())).toLowerCase(Locale.ROOT);
        boolean page = lower.startsWith("<!doctype html") || lower.startsWith("<html")
                || lower.startsWith("<?xml") && lower.contains("<html");
        if (page)
            throw new Problem("M03", file + " is not an ONNX model: it is a web page (starts with '"
                    + text.substring(0, Math.min(14, text.length()))
                    + "'). The download probably failed. Download the file again, on GitHub with the 'Raw' button.");
        if (text.startsWith("{") && text.contains("\""))
            throw other("a JSON text", "If it is ONNX written as JSON, write it as a binary .onnx file with the"
                    + " Python package onnx (google.protobuf.json_format.Parse, onnx.save).");
        if (lower.startsWith("ir_version:") || lower.startsWith("<") && lower.contains("ir_version"))
            throw other("ONNX written as text", "Write it as a binary .onnx file with the Python package onnx"
                    + " (onnx.parser.parse_model, onnx.save).");
    }

    private void refuseOtherFormats() {
        if (at(0, "PK\3\4")) throw zip();
        if (at(4, "TFL3"))
            throw other("a TensorFlow Lite model",
                    "Convert it with: python -m tf2onnx.convert --tflite FILE --output model.onnx.");
        if (at(4, "ORTM"))
            throw other("an ONNX Runtime (.ort) model", "Choose the .onnx file that it was made from.");
        if (at(0, "\u0089HDF\r\n\u001a\n"))
            throw other("an HDF5 file, probably Keras weights",
                    "Load it in Keras and convert it with tf2onnx.convert.from_keras.");
        if (head.length > 9 && at(8, "{\"") && at(5, "\0\0\0"))
            throw other("a safetensors file (weights without the network)",
                    "Load it with the program that made it and export that model to ONNX.");
        if (at(0, "\u0080\2") || at(0, "\u0080\3") || at(0, "\u0080\4"))
            throw other("a Python pickle, probably an old PyTorch file", "Load it in PyTorch and use torch.onnx.export.");
        refuseContainers();
    }

    private void refuseContainers() {
        if (at(0, "\u001f\u008b")) throw other("a gzip archive", "Unpack it and choose the .onnx file inside.");
        if (at(0, "%PDF")) throw other("a PDF document", "Choose the .onnx file.");
        if (at(0, "GGUF")) throw other("a GGUF language model", "Only models of images in ONNX format are explained.");
        if (at(0, "\u0089PNG") || at(0, "II*\0") || at(0, "MM\0*"))
            throw other("an image", "Choose the model here and open the image in ImageJ.");
    }

    private Problem zip() {
        if (latin.contains("data.pkl") || latin.contains("/version") && latin.contains("/byteorder"))
            return other("a PyTorch file", "Load it in PyTorch and use torch.onnx.export.");
        if (latin.contains("model.weights.h5") || latin.contains("metadata.json") && latin.contains("config.json"))
            return other("a Keras file", "Load it in Keras and use model.export(\"model.onnx\", format=\"onnx\").");
        return other("a zip archive", "A bioimage.io package has to end in .zip; otherwise unpack it and choose the"
                + " .onnx file inside.");
    }

    private Problem other(String what, String way) {
        return new Problem("M06", file + " is not an ONNX model: it is " + what + ". " + way);
    }

    private boolean at(int offset, String magic) {
        return latin.startsWith(magic, offset);
    }
}
