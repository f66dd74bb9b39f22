package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Output;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** Loaded once for each struct; see {@link Templates}. */
final class EncoderTemplate implements StructEncoder {

    private static final @Nullable MethodHandle WRITE = Templates.handle(MethodHandles.lookup());

    EncoderTemplate() {}

    @Override
    @SuppressWarnings("NullAway") // Only copies are used, which have their handle.
    public void write(Object value, Output out, int depth) {
        try {
            WRITE.invokeExact(value, out, depth);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new CodecException(
                    "Field cannot be read: class=" + value.getClass().getName(), e);
        }
    }
}
