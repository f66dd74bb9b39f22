package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Input;

/** The outermost call of a decoder, where whatever goes wrong becomes one exception. */
final class Decoding {

    private Decoding() {}

    static <T> T decode(Decoder<T> decoder, Input in, Schema schema) {
        if (in.getInputStream() != null) {
            throw new IllegalArgumentException("Input stands on a stream; use one on an array");
        }
        int start = in.position();
        try {
            return decoder.read(in, 0);
        } catch (CodecException e) {
            throw e;
        } catch (RuntimeException e) {
            // The end of the input, or what constructors of the JDK or of the user refuse.
            throw new CodecException(
                    "Value cannot be read: type=" + schema.name() + ", start=" + start + ", position=" + in.position()
                            + ", limit=" + in.limit() + ", cause=" + e,
                    e);
        }
    }
}
