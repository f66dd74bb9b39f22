package io.millrace.worker.checkpoint;

import java.io.IOException;

/** A folder holds the checkpoints of another topology. */
public final class OtherTopologyException extends IOException {

    private static final long serialVersionUID = 1L;

    OtherTopologyException(String message) {
        super(message);
    }
}
