package io.millrace.worker.net;

/** A peer has granted credit for more than it reads. Has no stack trace: it is about the peer, and not about our code. */
final class PeerDoesNotReadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PeerDoesNotReadException(long maxQueuedBytes) {
        super(
                "Peer does not read what it has granted credit for: maxQueuedBytes=" + maxQueuedBytes
                        + "; its networkMemory may be greater than this bound of ours",
                null,
                false,
                false);
    }
}
