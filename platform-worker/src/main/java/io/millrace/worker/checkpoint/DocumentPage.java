package io.millrace.worker.checkpoint;

import io.millrace.cluster.Coordination;
import io.millrace.cluster.CoordinationException;
import io.millrace.cluster.Document;
import io.millrace.cluster.DocumentConflictException;
import io.millrace.cluster.StaleEpochException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A page of a ledger that is a document of a cluster, written under the epoch of a leader.
 *
 * <p>It is settled by writing what was read once more, as the version that was read. If that succeeds, the epoch was in force
 * and nothing newer had been written; and a write of before, which is still on its way, finds another version and does nothing.
 * Reading alone says neither.
 *
 * <p><b>Thread.</b> Used by one at a time, as the port says.
 */
final class DocumentPage implements Ledger.Page {

    /** A write of before may come in between, once; who meets more is not the only one. */
    private static final int TRIES = 3;

    private final Coordination coordination;
    private final long epoch;
    private final String path;

    /** The version that is there, or null while that is not known. */
    private @Nullable Integer version;

    private @Nullable NotLeaderException over;

    DocumentPage(Coordination coordination, long epoch, String path) {
        this.coordination = coordination;
        this.epoch = epoch;
        this.path = path;
    }

    @Override
    public String location() {
        return "document " + path;
    }

    /** The text as it is now, without a word on whether it stays; null if there is none. */
    @Nullable
    String look() throws CoordinationException {
        return coordination.read(path).map(Document::content).orElse(null);
    }

    /** Writes the document if there is none; yields what it holds. An earlier try may arrive meanwhile. */
    String establish(String text) throws IOException {
        String found = look();
        for (int i = 0; i < TRIES && found == null; i++) {
            try {
                write(text, Document.NONE);
                return text;
            } catch (DocumentConflictException there) {
                found = look();
            }
        }
        if (found == null) {
            throw new IOException("Document of checkpoints is there and is not: path=" + path + ", epoch=" + epoch
                    + "; look at what keeps the documents of the cluster");
        }
        return found;
    }

    @Override
    public String settle() throws IOException, DamagedCheckpointException {
        DocumentConflictException last = null;
        for (int i = 0; i < TRIES; i++) {
            Document found = coordination.read(path).orElse(null);
            if (found == null) {
                throw Damage.of(location(), "is missing");
            }
            try {
                write(found.content(), found.version());
                return found.content();
            } catch (DocumentConflictException conflict) {
                last = conflict;
            }
        }
        throw new IOException(
                "Document of checkpoints is written by somebody else: path=" + path + ", epoch=" + epoch + ", tries="
                        + TRIES + "; look for a second leader in this epoch",
                last);
    }

    @Override
    public void replace(String text) throws IOException {
        Integer known = version;
        if (known == null) {
            throw new IllegalStateException("Document was not settled: path=" + path);
        }
        write(text, known);
    }

    private void write(String text, int expected) throws IOException {
        requireShort(text);
        if (over != null) {
            throw new NotLeaderException(location(), epoch, over);
        }
        version = null;
        try {
            version = coordination.write(epoch, path, text, expected);
        } catch (StaleEpochException stale) {
            over = new NotLeaderException(location(), epoch, stale);
            throw over;
        }
    }

    private void requireShort(String text) throws IOException {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > Document.MAX_BYTES) {
            throw new IOException("Document of checkpoints is too long: path=" + path + ", bytes=" + bytes
                    + ", maxBytes=" + Document.MAX_BYTES + "; delete savepoints");
        }
    }
}
