package io.millrace.worker.operator;

import io.millrace.sink.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How a transaction lies in a snapshot: the length of its id in UTF-8 (four bytes, the highest first), the id, and its content
 * to the end.
 */
final class TransactionFormat {

    private static final int HEAD_BYTES = 4;

    private TransactionFormat() {}

    static byte[] write(Transaction transaction) {
        byte[] id = transaction.id().getBytes(StandardCharsets.UTF_8);
        byte[] content = transaction.content();
        byte[] piece = new byte[HEAD_BYTES + id.length + content.length];
        for (int i = 0; i < HEAD_BYTES; i++) {
            piece[i] = (byte) (id.length >>> (8 * (HEAD_BYTES - 1 - i)));
        }
        System.arraycopy(id, 0, piece, HEAD_BYTES, id.length);
        System.arraycopy(content, 0, piece, HEAD_BYTES + id.length, content.length);
        return piece;
    }

    static Transaction read(byte[] piece) {
        int length = piece.length < HEAD_BYTES ? -1 : 0;
        for (int i = 0; i < HEAD_BYTES && length >= 0; i++) {
            length = (length << 8) | (piece[i] & 0xFF);
        }
        if (length < 0 || length > piece.length - HEAD_BYTES) {
            throw new IllegalArgumentException("Transaction in a checkpoint cannot be read: bytes=" + piece.length
                    + ", idBytes=" + length + "; restore a checkpoint that a sink has taken");
        }
        String id = new String(piece, HEAD_BYTES, length, StandardCharsets.UTF_8);
        return new Transaction(id, Arrays.copyOfRange(piece, HEAD_BYTES + length, piece.length));
    }
}
