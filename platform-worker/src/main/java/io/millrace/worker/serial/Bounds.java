package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Input;

/** Checks of what comes from outside, made before memory is taken or code is called. */
final class Bounds {

    /**
     * How many values of recursive types may lie in each other. Each takes some frames of the stack, more while the code
     * is not compiled yet; 100 of them are far from the end of a stack of 512 KiB.
     */
    static final int MAX_DEPTH = 100;

    private Bounds() {}

    /** Number of bytes that an input still holds. */
    static int remaining(Input in) {
        return in.limit() - in.position();
    }

    /** Reads a number of values or bytes, which is at most the number of bytes left. */
    static int length(Input in) {
        return length(in.readVarInt(true), in);
    }

    /** A number of values, each of at least one byte. */
    static int length(int length, Input in) {
        if (length < 0 || length > remaining(in)) {
            throw new CodecException("Length exceeds the input: length=" + Integer.toUnsignedString(length)
                    + ", remainingBytes=" + remaining(in) + ", position=" + in.position());
        }
        return length;
    }

    /** Reads a flag, which is a byte of 0 or 1. */
    static boolean flag(Input in) {
        byte flag = in.readByte();
        if ((flag & ~1) != 0) {
            throw new CodecException("Flag is neither 0 nor 1: flag=" + flag + ", position=" + in.position());
        }
        return flag == 1;
    }

    /** The depth of a value of a recursive type inside one of this depth. */
    static int deeper(int depth, Schema schema) {
        return deeper(depth, MAX_DEPTH, schema);
    }

    /** The depth inside a value of this depth. */
    static int deeper(int depth, int maxDepth, Schema schema) {
        if (depth >= maxDepth) {
            throw new CodecException("Values are nested too deeply: type=" + schema.name() + ", maxDepth=" + maxDepth
                    + "; keep them in a list, or give a serializer");
        }
        return depth + 1;
    }
}
