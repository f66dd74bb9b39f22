package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Input;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** Loaded once for each struct and schema; see {@link Templates}. */
final class DecoderTemplate implements Decoder<Object> {

    private static final @Nullable MethodHandle READ = Templates.handle(MethodHandles.lookup());

    DecoderTemplate() {}

    @Override
    @SuppressWarnings("NullAway") // Only copies are used, which have their handle.
    public Object read(Input in, int depth) {
        try {
            return (Object) READ.invokeExact(in, depth);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new CodecException("Value cannot be made of what was read: cause=" + e, e);
        }
    }
}
