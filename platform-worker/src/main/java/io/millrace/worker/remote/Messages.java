package io.millrace.worker.remote;

import io.millrace.type.TypeRef;
import io.millrace.worker.serial.Codec;
import io.millrace.worker.serial.TypeCodecs;
import io.millrace.worker.serial.ValueBytes;

/**
 * Messages as bytes, in the format of our codecs. Both sides are of one version of the application, so their schemas agree.
 *
 * <p><b>Thread.</b> May be used by several at once.
 */
public final class Messages {

    private static final int MAX_BYTES = 1 << 20;

    private static final Codec<Message> CODEC = TypeCodecs.plain().codec(TypeRef.of(Message.class));

    /** Writes a message. */
    public byte[] bytes(Message message) {
        return ValueBytes.write(CODEC, message, MAX_BYTES);
    }

    /**
     * Reads a message.
     *
     * @throws RuntimeException if the bytes are none
     */
    public Message read(byte[] message) {
        return ValueBytes.read(CODEC, message);
    }
}
