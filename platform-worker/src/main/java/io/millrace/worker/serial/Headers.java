package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Input;

/** The header of collections, maps and arrays: twice the number of elements, plus 1 if each says whether it is null. */
final class Headers {

    private static final int MAX_SIZE = 1 << 29;
    private static final int NESTED_CAPACITY = 16;

    private Headers() {}

    static int withoutNulls(int size, Schema schema) {
        if (size > MAX_SIZE) {
            throw new CodecException(
                    "Group is too large: type=" + schema.name() + ", size=" + size + ", maxSize=" + MAX_SIZE);
        }
        return size << 1;
    }

    static int withNulls(int size) {
        return size << 1 | 1;
    }

    static boolean hasNulls(int header) {
        return (header & 1) != 0;
    }

    static int size(int header, Input in) {
        return Bounds.length(header >>> 1, in);
    }

    /**
     * The size to make a collection for. A wrong size ends the reading, so room taken in vain adds up only as far as
     * collections lie in each other; in recursive types that is far, and there they grow.
     */
    static int capacity(int size, int depth) {
        return depth == 0 ? size : Math.min(size, NESTED_CAPACITY);
    }

    static void requireUnchanged(int size, int written, Schema schema) {
        if (size != written) {
            throw new CodecException("Group was changed while it was written: type=" + schema.name() + ", size=" + size
                    + ", written=" + written + "; a value is not changed after it was emitted or set");
        }
    }
}
