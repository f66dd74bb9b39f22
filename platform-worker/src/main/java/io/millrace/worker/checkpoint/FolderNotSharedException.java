package io.millrace.worker.checkpoint;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A member of a cluster does not see the folder of checkpoints that the leader sees. */
public final class FolderNotSharedException extends IOException {

    private static final long serialVersionUID = 1L;

    FolderNotSharedException(String folder, String member, String fact, @Nullable Throwable cause) {
        super(
                "Checkpoint folder is not shared: folder=" + folder + ", member=" + member + ", probe=" + fact
                        + "; mount the same file system on all members",
                cause);
    }
}
