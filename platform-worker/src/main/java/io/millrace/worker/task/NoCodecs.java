package io.millrace.worker.task;

import io.millrace.type.TypeRef;
import io.millrace.worker.serial.Codec;
import io.millrace.worker.snapshot.Codecs;

/** The codecs of a topology without checkpoints: nobody asks for them. */
final class NoCodecs implements Codecs {

    @Override
    public <T> Codec<T> codec(TypeRef<T> type) {
        throw new IllegalStateException("There are no codecs without checkpoints: type=" + type);
    }
}
