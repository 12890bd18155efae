// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks the entries of a zip, counting while writing and never believing a header. */
final class ZipExtract {

    private static final long MAX_TOTAL = 20L << 30;
    private static final long SPARE = 2L << 30;
    private static final long SMALL = 10L << 20;
    private static final long MAX_RATIO = 200;
    private static final int LOCAL = 0x04034b50;
    private static final int BLOCK = 1 << 16;

    private final String zip;
    private final ZipDirectory file;

    ZipExtract(String zip, ZipDirectory file) {
        this.zip = zip;
        this.file = file;
    }

    /** Checks sizes, ratios, encryption and overlaps before anything is written. */
    void check(List<ZipItem> items, long freeBytes) throws IOException {
        long total = 0;
        for (ZipItem i : items) {
            if (i.isEncrypted())
                throw new Problem("P12", zip + " is encrypted (entry " + ZipNames.shown(i.name()) + "). Unpack it with its password and"
                        + " open the folder.");
            if (i.method() != 0 && i.method() != 8)
                throw damaged(i, "is packed by method " + i.method() + "; 0 (stored) and 8 (deflated) can be read");
            if (i.size() > SMALL && i.size() / Math.max(1, i.packed()) >= MAX_RATIO) throw bomb(i);
            total += i.size();
            if (total > MAX_TOTAL || total < 0) throw tooLarge(total, MAX_TOTAL);
        }
        if (total > freeBytes - SPARE) throw tooLarge(total, Math.max(0, freeBytes - SPARE));
        overlaps(items);
    }

    private void overlaps(List<ZipItem> items) throws IOException {
        ZipItem before = null;
        long end = 0;
        for (ZipItem i : items.stream().sorted(Comparator.comparingLong(ZipItem::offset)).toList()) {
            if (i.offset() < end)
                throw new Problem("P10", zip + " has overlapping entries (" + ZipNames.shown(before.name()) + " and "
                        + ZipNames.shown(i.name()) + "), as a zip bomb has. Nothing was unpacked.");
            end = data(i) + i.packed();
            before = i;
        }
    }

    /** Returns where the packed bytes of an entry begin. */
    private long data(ZipItem i) throws IOException {
        ByteBuffer b = file.at(i.offset(), 30);
        if (b.getInt(0) != LOCAL) throw damaged(i, "does not lie where the list of entries says");
        return i.offset() + 30 + Short.toUnsignedInt(b.getShort(26)) + Short.toUnsignedInt(b.getShort(28));
    }

    void extract(List<ZipItem> items, Path folder) throws IOException {
        for (ZipItem i : items) {
            Path target = folder.resolve(i.name()).normalize();
            if (!target.startsWith(folder)) throw damaged(i, "leads out of its folder");
            Files.createDirectories(i.isFolder() ? target : target.getParent());
            if (!i.isFolder()) write(i, target);
        }
    }

    private void write(ZipItem i, Path target) throws IOException {
        Inflater inflater = new Inflater(true);
        try (OutputStream out = Files.newOutputStream(target)) {
            Sink sink = new Sink(i, out);
            long from = data(i);
            for (long read = 0; read < i.packed(); read += BLOCK) {
                byte[] packed = file.at(from + read, (int) Math.min(BLOCK, i.packed() - read)).array();
                if (i.method() == 0) sink.write(packed, packed.length);
                else inflate(inflater, packed, sink);
            }
            sink.finish();
        } catch (DataFormatException e) {
            throw damaged(i, "cannot be unpacked");
        } finally {
            inflater.end();
        }
    }

    private static void inflate(Inflater inflater, byte[] packed, Sink sink) throws IOException, DataFormatException {
        byte[] block = new byte[BLOCK];
        inflater.setInput(packed);
        for (int n = inflater.inflate(block); n > 0; n = inflater.inflate(block)) sink.write(block, n);
    }

    /** Writes an entry, counts and checks it. */
    private final class Sink {

        private final ZipItem item;
        private final OutputStream out;
        private final CRC32 crc = new CRC32();
        private long written;

        Sink(ZipItem item, OutputStream out) {
            this.item = item;
            this.out = out;
        }

        void write(byte[] bytes, int n) throws IOException {
            written += n;
            if (written > item.size()) throw damaged(item, "is larger than the " + item.size() + " bytes that it declares");
            crc.update(bytes, 0, n);
            out.write(bytes, 0, n);
        }

        void finish() {
            if (written != item.size())
                throw damaged(item, "has " + written + " bytes instead of the " + item.size() + " that it declares");
            if (crc.getValue() != item.crc()) throw damaged(item, "has a wrong checksum (CRC)");
        }
    }

    private Problem damaged(ZipItem i, String what) {
        return new Problem("P12", zip + " is damaged: the entry " + ZipNames.shown(i.name()) + " " + what
                + ". Download it again. Nothing was kept.");
    }

    private Problem bomb(ZipItem i) {
        return new Problem("P10", zip + ": the entry " + ZipNames.shown(i.name()) + " unpacks to " + i.size() + " bytes from "
                + i.packed() + ", a ratio of " + i.size() / Math.max(1, i.packed()) + "; the limit is " + MAX_RATIO
                + ". Nothing was unpacked.");
    }

    private Problem tooLarge(long total, long limit) {
        return new Problem("P10", zip + " unpacks to at least " + total + " bytes; the limit (20 GiB, and what the disk has free less"
                + " 2 GiB) is " + limit + ". Nothing was unpacked.");
    }
}
