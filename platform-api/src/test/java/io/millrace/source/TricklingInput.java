package io.millrace.source;

import java.io.ByteArrayInputStream;
import java.util.Random;

/** Input that gives what it has in pieces of random size, at least a byte at a time. */
final class TricklingInput extends ByteArrayInputStream {

    private final Random random;
    private final int maxPieceBytes;

    TricklingInput(byte[] bytes, Random random, int maxPieceBytes) {
        super(bytes);
        this.random = random;
        this.maxPieceBytes = maxPieceBytes;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, 1 + random.nextInt(maxPieceBytes)));
    }
}
