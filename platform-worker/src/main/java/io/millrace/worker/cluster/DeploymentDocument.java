package io.millrace.worker.cluster;

import io.millrace.cluster.Coordination;
import io.millrace.cluster.CoordinationException;
import io.millrace.cluster.Document;
import io.millrace.cluster.DocumentConflictException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The document that says which version of an application is in force.
 *
 * <p><b>Thread.</b> Owned by one. Everything here may block.
 */
public final class DeploymentDocument {

    private static final String PATH = "deployment";
    private static final int TRIES = 3;

    private final Coordination coordination;
    private @Nullable Deployment known;
    private int version = Document.NONE;
    private boolean isSettled = true;

    /** Uses the documents of a cluster. */
    public DeploymentDocument(Coordination coordination) {
        this.coordination = coordination;
    }

    /** What it holds, as far as this member sees it; empty if nobody has led yet. */
    public Optional<Deployment> look() throws CoordinationException {
        return coordination.read(PATH).map(document -> Deployment.parse(document.content()));
    }

    /**
     * Reads it as the leader of an epoch, so that no earlier leader changes it any more.
     *
     * @param first what it is to hold if there is none
     */
    public Deployment open(long epoch, Deployment first) throws CoordinationException {
        for (int i = 1; ; i++) {
            Document found = coordination.read(PATH).orElse(null);
            Deployment held = found == null ? first : Deployment.parse(found.content());
            try {
                write(epoch, held, found == null ? Document.NONE : found.version());
                return held;
            } catch (DocumentConflictException e) {
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** What it holds; it has been {@linkplain #open opened}. */
    public Deployment deployment() {
        if (known == null) {
            throw new IllegalStateException("Document is not open: path=" + PATH);
        }
        return known;
    }

    /**
     * Changes it, as the leader of an epoch; nothing if it is so already. A change before, of which it is not known whether it
     * happened, counts for nothing then.
     */
    public void change(long epoch, Deployment next) throws CoordinationException {
        if (!isSettled) {
            // That change may be there, or may still come: after a write of what is there it is known.
            open(epoch, deployment());
        }
        if (!next.equals(known)) {
            write(epoch, next, version);
        }
    }

    private void write(long epoch, Deployment next, int expected) throws CoordinationException {
        isSettled = false;
        version = coordination.write(epoch, PATH, next.text(), expected);
        isSettled = true;
        known = next;
    }
}
