package io.millrace.worker.serial;

import java.io.IOException;
import java.io.InputStream;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * Loads a class again, as a hidden one with a method handle of its own in a constant. The compiler follows a handle that
 * is constant, and makes of it what it would make of the code written by hand; one that lies in a field it has to call.
 * Hidden classes go when nothing refers to them.
 */
final class Templates {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private Templates() {}

    static StructEncoder encoder(MethodHandle write) {
        return (StructEncoder) instance(EncoderTemplate.class, write);
    }

    @SuppressWarnings("unchecked") // The handle makes values of the type of the caller.
    static <T> Decoder<T> decoder(MethodHandle read) {
        return (Decoder<T>) instance(DecoderTemplate.class, read);
    }

    /** The handle of a copy; null in the template itself. */
    static @Nullable MethodHandle handle(MethodHandles.Lookup lookup) {
        try {
            return MethodHandles.classData(lookup, ConstantDescs.DEFAULT_NAME, MethodHandle.class);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object instance(Class<?> template, MethodHandle handle) {
        try {
            MethodHandles.Lookup copy = LOOKUP.defineHiddenClassWithClassData(bytes(template), handle, true);
            return copy.lookupClass().getDeclaredConstructor().newInstance();
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException("Class cannot be loaded again: class=" + template.getName(), e);
        }
    }

    private static byte[] bytes(Class<?> template) throws IOException {
        try (InputStream in = template.getResourceAsStream(template.getSimpleName() + ".class")) {
            if (in == null) {
                throw new IOException("Class file is not on the class path");
            }
            return in.readAllBytes();
        }
    }
}
