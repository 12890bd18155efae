// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads and writes the values of tensors in the file format. */
final class TensorData {

    private static final int PIECE = 1 << 20;

    private TensorData() {}

    /** Returns the values as floats; empty when they lie outside or are no numbers. */
    static Optional<Tensor> floats(OnnxMl.TensorProto t) {
        return floats(t, null);
    }

    /**
     * Returns the values as floats; empty when they are no numbers or more than an array holds.
     *
     * @param folder where data outside the model lies, or null to leave such alone
     */
    static Optional<Tensor> floats(OnnxMl.TensorProto t, Path folder) {
        int[] shape = t.getDimsList().stream().mapToInt(Math::toIntExact).toArray();
        ElementType type = ElementType.of(t.getDataType());
        Optional<ByteBuffer> bytes = bytes(t, folder);
        if (!type.isNumber() || isOutside(t) && bytes.isEmpty()) return Optional.empty();
        return Optional.of(new Tensor(bytes.map(b -> raw(type, b)).orElseGet(() -> listed(type, t)), shape));
    }

    /** Returns whole numbers; empty for another type and when they lie outside. */
    static Optional<long[]> integers(OnnxMl.TensorProto t) {
        boolean wide = t.getDataType() == ElementType.INT64.number();
        if (!wide && t.getDataType() != ElementType.INT32.number()) return Optional.empty();
        Optional<ByteBuffer> bytes = bytes(t, null);
        if (isOutside(t)) return Optional.empty();
        if (bytes.isEmpty())
            return Optional.of((wide ? t.getInt64DataList() : t.getInt32DataList()).stream()
                    .mapToLong(Number::longValue).toArray());
        ByteBuffer b = bytes.get();
        long[] values = new long[b.remaining() / (wide ? 8 : 4)];
        for (int i = 0; i < values.length; i++) values[i] = wide ? b.getLong() : b.getInt();
        return Optional.of(values);
    }

    private static boolean isOutside(OnnxMl.TensorProto t) {
        return t.getDataLocation() == OnnxMl.TensorProto.DataLocation.EXTERNAL;
    }

    /** Returns raw data, also from the file that it lies in; empty when there is none to be had. */
    static Optional<ByteBuffer> bytes(OnnxMl.TensorProto t, Path folder) {
        if (!isOutside(t))
            return t.getRawData().isEmpty() ? Optional.empty()
                    : Optional.of(t.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN));
        if (folder == null) return Optional.empty();
        ExternalData.Place place = ExternalData.Place.of(t);
        try (FileChannel file = FileChannel.open(folder.resolve(place.location()))) {
            return Optional.of(file.map(FileChannel.MapMode.READ_ONLY, place.offset(), place.length())
                    .order(ByteOrder.LITTLE_ENDIAN));
        } catch (IOException e) {
            throw unreadable(place, e);
        }
    }

    /**
     * Passes raw data on piece by piece, each of whole elements: a map of a large weight would count as
     * this process's memory until it is collected.
     *
     * @return false when there is none to be had
     */
    static boolean pieces(OnnxMl.TensorProto t, Path folder, Consumer<ByteBuffer> sink) {
        if (!isOutside(t) || folder == null) {
            bytes(t, null).ifPresent(sink);
            return bytes(t, null).isPresent();
        }
        ExternalData.Place place = ExternalData.Place.of(t);
        try (FileChannel file = FileChannel.open(folder.resolve(place.location()))) {
            ByteBuffer piece = ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);
            for (long at = 0; at < place.length(); at += PIECE) {
                piece.clear().limit((int) Math.min(PIECE, place.length() - at));
                while (piece.hasRemaining())
                    if (file.read(piece, place.offset() + at + piece.position()) < 0) throw new IOException("it has become shorter");
                sink.accept(piece.flip());
            }
            return true;
        } catch (IOException e) {
            throw unreadable(place, e);
        }
    }

    private static Problem unreadable(ExternalData.Place place, IOException e) {
        return new Problem("M34", place.location() + " cannot be read any more: " + e.getMessage() + ". Open the model again.", e);
    }

    private static float[] raw(ElementType type, ByteBuffer b) {
        float[] values = new float[b.remaining() / type.bytes()];
        for (int i = 0; i < values.length; i++) values[i] = element(type, b);
        return values;
    }

    private static float element(ElementType type, ByteBuffer b) {
        return switch (type) {
            case FLOAT -> b.getFloat();
            case DOUBLE -> (float) b.getDouble();
            case INT64, UINT64 -> b.getLong();
            case INT32 -> b.getInt();
            case UINT32 -> Integer.toUnsignedLong(b.getInt());
            case INT16 -> b.getShort();
            case UINT16 -> Short.toUnsignedInt(b.getShort());
            case INT8 -> b.get();
            case UINT8, BOOL -> Byte.toUnsignedInt(b.get());
            case FLOAT16 -> half(b.getShort());
            case BFLOAT16 -> Float.intBitsToFloat(b.getShort() << 16);
            default -> throw new IllegalArgumentException("no number: " + type);
        };
    }

    private static float[] listed(ElementType type, OnnxMl.TensorProto t) {
        List<? extends Number> values = switch (type) {
            case FLOAT -> t.getFloatDataList();
            case DOUBLE -> t.getDoubleDataList();
            case INT64 -> t.getInt64DataList();
            case UINT64, UINT32 -> t.getUint64DataList();
            default -> t.getInt32DataList();
        };
        float[] out = new float[values.size()];
        for (int i = 0; i < out.length; i++) {
            Number v = values.get(i);
            out[i] = switch (type) {
                case FLOAT16 -> half((short) v.intValue());
                case BFLOAT16 -> Float.intBitsToFloat(v.intValue() << 16);
                default -> v.floatValue();
            };
        }
        return out;
    }

    /** Turns IEEE half precision into float (JDK 20 has this built in, 17 not). */
    static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0) return (sign < 0 ? -1 : 1) * fraction * 0x1p-24f;
        int wide = exponent == 31 ? 0xff : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }

    static OnnxMl.TensorProto floats(String name, Tensor values) {
        ByteBuffer b = ByteBuffer.allocate(4 * values.size()).order(ByteOrder.LITTLE_ENDIAN);
        b.asFloatBuffer().put(values.data());
        OnnxMl.TensorProto.Builder t = OnnxMl.TensorProto.newBuilder()
                .setName(name)
                .setDataType(ElementType.FLOAT.number())
                .setRawData(ByteString.copyFrom(b));
        for (int d : values.shape()) t.addDims(d);
        return t.build();
    }

    static OnnxMl.TensorProto integers(String name, int[] shape, long... values) {
        ByteBuffer b = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        b.asLongBuffer().put(values);
        OnnxMl.TensorProto.Builder t = OnnxMl.TensorProto.newBuilder()
                .setName(name)
                .setDataType(ElementType.INT64.number())
                .setRawData(ByteString.copyFrom(b));
        for (int d : shape) t.addDims(d);
        return t.build();
    }
}
