package io.millrace.worker;

import io.millrace.cluster.Coordination;
import io.millrace.cluster.CoordinationException;
import io.millrace.cluster.Document;
import io.millrace.topology.Topology;
import io.millrace.worker.checkpoint.FolderNotSharedException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether all members of a cluster see the same folder of checkpoints: each leader leaves a file there and says in a
 * document what is in it, and every member looks.
 *
 * <p><b>Thread.</b> Owned by the thread of the node; blocks for what disk and coordination do.
 */
final class FolderCheck {

    private static final Logger log = LoggerFactory.getLogger(FolderCheck.class);
    private static final String PATH = "folder-probes/";

    /** A network file system may show a new file some seconds late, so one look is not enough to say that it is not there. */
    private static final int TRIES = 5;

    private static final long PAUSE_MILLIS = 1000;

    private final Coordination coordination;
    private final NodeStores stores;
    private final String member;
    private final NodeThread thread;
    private long epoch;

    FolderCheck(Coordination coordination, NodeStores stores, String member, NodeThread thread) {
        this.thread = thread;
        this.coordination = coordination;
        this.stores = stores;
        this.member = member;
    }

    /** Leaves a file, as the leader of an epoch. That it cannot is no reason not to lead: checkpoints will say what is wrong. */
    void write(Topology topology, long own) {
        try {
            String expected = stores.probe(topology).write(own);
            String path = PATH + topology.name();
            int version = coordination.read(path).map(Document::version).orElse(Document.NONE);
            coordination.write(own, path, expected, version);
        } catch (IOException e) {
            log.warn("Folder of checkpoints cannot be probed: topology={}, epoch={}", topology.name(), own, e);
        }
    }

    /** Another leader: what is looked for on behalf of an earlier one does not matter any more. */
    void begin(long next) {
        epoch = next;
    }

    /** Looks for the file of the leader, until it is there or should have been; then says what is wrong. */
    void check(Topology topology, Consumer<String> onFault) {
        if (epoch > 0) {
            check(topology, epoch, TRIES, onFault);
        }
    }

    private void check(Topology topology, long of, int tries, Consumer<String> onFault) {
        if (of != epoch) {
            return;
        }
        try {
            Optional<String> fault = verify(topology, of);
            if (fault.isPresent() && tries > 0) {
                thread.later(PAUSE_MILLIS, () -> check(topology, of, tries - 1, onFault));
            } else {
                fault.ifPresent(onFault);
            }
        } catch (TryAgainException e) {
            log.debug("Folder of checkpoints is looked at later", e);
            thread.later(PAUSE_MILLIS, () -> check(topology, of, tries, onFault));
        }
    }

    /**
     * Looks for the file of the leader of an epoch.
     *
     * @return what is wrong, for people; empty if nothing is
     * @throws TryAgainException if that cannot be told yet
     */
    private Optional<String> verify(Topology topology, long of) throws TryAgainException {
        try {
            String expected = coordination
                    .read(PATH + topology.name())
                    .map(Document::content)
                    .filter(text -> text.startsWith(of + ":"))
                    .orElseThrow(() -> new TryAgainException("the leader has not written its file"));
            stores.probe(topology).verify(expected, member);
            return Optional.empty();
        } catch (FolderNotSharedException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (TryAgainException e) {
            throw e;
        } catch (CoordinationException e) {
            throw new TryAgainException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Optional.of("Folder of checkpoints cannot be read: member=" + member + ", cause=" + e);
        }
    }

    /** It cannot be told yet. */
    private static final class TryAgainException extends IOException {

        private static final long serialVersionUID = 1L;

        TryAgainException(String reason) {
            super(reason);
        }
    }
}
