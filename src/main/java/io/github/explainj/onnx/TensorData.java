// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import io.github.explainj.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** Reads and writes the values of tensors in the file format. */
final class TensorData {

    private TensorData() {}

    /** Returns the values as floats; empty when they lie outside or are no numbers. */
    static Optional<Tensor> floats(OnnxMl.TensorProto t) {
        int[] shape = t.getDimsList().stream().mapToInt(Math::toIntExact).toArray();
        ElementType type = ElementType.of(t.getDataType());
        if (t.getDataLocation() == OnnxMl.TensorProto.DataLocation.EXTERNAL || !type.isNumber()) return Optional.empty();
        float[] values = t.hasRawData() && !t.getRawData().isEmpty() ? raw(type, t.getRawData()) : listed(type, t);
        return Optional.of(new Tensor(values, shape));
    }

    private static float[] raw(ElementType type, ByteString bytes) {
        ByteBuffer b = bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
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
