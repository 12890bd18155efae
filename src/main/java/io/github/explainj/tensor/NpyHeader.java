// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.tensor;

import io.github.explainj.problem.Problem;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the header of a .npy file says: {@code {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }}.
 *
 * @param descr element type as text; of a structured type, the list as it stands
 * @param fortran true when the first axis is the fastest
 * @param shape one size per axis
 */
record NpyHeader(String descr, boolean fortran, int[] shape) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST = 1 << 20;
    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*(?:'([^']*)'|(\\[.*?\\]))", Pattern.DOTALL);
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d\\s,L]*)\\)");

    static NpyHeader read(Path file, DataInputStream in) throws IOException {
        byte[] start = in.readNBytes(8);
        if (start.length < 8 || !Arrays.equals(start, 0, 6, MAGIC, 0, 6)) throw notNpy(file, start);
        int lengthBytes = start[6] == 1 ? 2 : 4;
        byte[] length = in.readNBytes(lengthBytes);
        if (start[6] < 1 || start[6] > 3 || length.length < lengthBytes) throw notNpy(file, start);
        ByteBuffer b = ByteBuffer.wrap(Arrays.copyOf(length, 4)).order(ByteOrder.LITTLE_ENDIAN);
        int n = b.getInt();
        if (n < 0 || n > LONGEST) throw broken(file, "its header claims " + Integer.toUnsignedString(n) + " bytes");
        byte[] text = in.readNBytes(n);
        if (text.length < n) throw new Problem("I01", file + " is truncated: it ends inside its header. "
                + "Copy or write the file again.");
        return parse(file, new String(text, StandardCharsets.UTF_8));
    }

    private static NpyHeader parse(Path file, String text) {
        Matcher descr = DESCR.matcher(text);
        Matcher fortran = FORTRAN.matcher(text);
        Matcher shape = SHAPE.matcher(text);
        if (!descr.find() || !fortran.find() || !shape.find())
            throw broken(file, "its header reads \"" + text.strip() + "\"");
        String type = descr.group(1) == null ? descr.group(2) : descr.group(1);
        return new NpyHeader(type, fortran.group(1).equals("True"), sizes(file, shape.group(1)));
    }

    private static int[] sizes(Path file, String text) {
        String plain = text.replace("L", "").replaceAll("\\s", "");
        if (plain.isEmpty()) return new int[0];
        try {
            return Arrays.stream(plain.split(",")).mapToInt(Integer::parseInt).toArray();
        } catch (NumberFormatException e) {
            throw new Problem("I15", file + " has the shape (" + text + "), and an axis can have at most 2147483647 "
                    + "elements. Cut the array into parts.", e);
        }
    }

    /** Returns the number of elements; throws when one array cannot hold them. */
    int elements(Path file) {
        try {
            return Tensor.size(shape);
        } catch (ArithmeticException e) {
            throw new Problem("I15", file + " has the shape " + Arrays.toString(shape)
                    + ", more than the 2147483647 values that fit into memory here. Cut the array into parts.", e);
        }
    }

    /** Returns the header of a C-order {@code <f4} file of format 1.0; its length is a multiple of 64. */
    static byte[] bytes(int[] shape) {
        String sizes = Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + sizes + (shape.length == 1 ? ",)" : ")") + ", }";
        int total = (10 + text.length() + 1 + 63) / 64 * 64;
        ByteBuffer b = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
        b.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (total - 10));
        b.put(text.getBytes(StandardCharsets.US_ASCII));
        while (b.position() < total - 1) b.put((byte) ' ');
        return b.put((byte) '\n').array();
    }

    private static Problem notNpy(Path file, byte[] start) {
        if (start.length == 0) return new Problem("I02", file + " is empty (0 bytes). Write the .npy file again.");
        return new Problem("I02", file + " is not a .npy file: it starts with " + HexFormat.ofDelimiter(" ").formatHex(start)
                + ", expected 93 4e 55 4d 50 59 and version 1 to 3. Write it with numpy.save.");
    }

    private static Problem broken(Path file, String what) {
        return new Problem("I02", file + " is a damaged .npy file: " + what + ". Write it again with numpy.save.");
    }
}
