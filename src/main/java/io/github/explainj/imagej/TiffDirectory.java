// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One TIFF directory: the size, storage and place of one image, or of a whole stack that ImageJ wrote
 * behind a single directory.
 *
 * @param tags numbers by tag
 * @param description the text in which ImageJ says how many images follow
 * @param next offset of the next directory, 0 for the last
 * @param length bytes of the file
 */
record TiffDirectory(int entries, Map<Integer, long[]> tags, String description, long next, long length) {

    private static final Pattern IMAGES = Pattern.compile("^ImageJ=.*?\\bimages=(\\d{1,9})\\b", Pattern.DOTALL);
    /** None, LZW, deflate (both numbers) and PackBits: what ImageJ's own reader knows. */
    private static final Set<Long> COMPRESSIONS = Set.of(1L, 5L, 8L, 32946L, 32773L);

    long width() {
        return first(256, 0);
    }

    long height() {
        return first(257, 0);
    }

    private long first(int tag, long otherwise) {
        long[] values = tags.get(tag);
        return values == null || values.length == 0 ? otherwise : values[0];
    }

    private long bits() {
        long[] bits = tags.get(258);
        long sum = 0;
        if (bits == null || bits.length == 0) return first(277, 1);
        for (long b : bits) sum += b;
        return bits.length == 1 ? sum * first(277, 1) : sum;
    }

    /** Returns the bytes of one uncompressed image; the greatest number when they overflow. */
    long bytes() {
        double exact = (double) width() * height() * bits() / 8;
        return exact > Long.MAX_VALUE / 1e6 ? (long) (Long.MAX_VALUE / 1e6) : (width() * bits() + 7) / 8 * height();
    }

    /** Returns whether the pixels are stored in strips and a compression that ImageJ's reader knows. */
    boolean isPlain() {
        return !tags.containsKey(322) && COMPRESSIONS.contains(first(259, 1)) && bits() != 0;
    }

    /** Returns how many images ImageJ stored behind this one directory; 1 unless it wrote a stack. */
    long imagesInImageJ() {
        Matcher m = IMAGES.matcher(description);
        return first(259, 1) == 1 && m.find() ? Math.max(1, Long.parseLong(m.group(1))) : 1;
    }

    /** Returns the position one past the last byte of the pixels of as many images. */
    long end(long images) {
        long[] offsets = tags.containsKey(324) ? tags.get(324) : tags.get(273);
        long[] counts = tags.containsKey(325) ? tags.get(325) : tags.get(279);
        if (offsets == null || offsets.length == 0) return length + bytes();
        long end = 0;
        for (int i = 0; i < offsets.length; i++)
            end = Math.max(end, offsets[i] + (counts == null || i >= counts.length ? 0 : counts[i]));
        boolean together = first(259, 1) == 1 && (offsets.length == 1 || images > 1);
        return together ? Math.max(end, offsets[0] + bytes() * images) : end;
    }

    /** Returns how many whole planes of an ImageJ stack lie before the end of the file. */
    long wholePlanes(long images) {
        if (images == 1) return 0;
        return Math.max(0, (length - tags.get(273)[0]) / Math.max(1, bytes()));
    }
}
