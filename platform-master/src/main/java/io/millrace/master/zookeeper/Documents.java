package io.millrace.master.zookeeper;

import io.millrace.cluster.CoordinationException;
import io.millrace.cluster.Document;
import io.millrace.cluster.DocumentConflictException;
import io.millrace.cluster.StaleEpochException;
import io.millrace.master.coordination.DocumentBounds;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.jspecify.annotations.Nullable;

/**
 * Documents, one node each. A write is one transaction: the epoch is still in force, and the document has the version that is
 * expected, and is replaced.
 *
 * <p><b>Thread.</b> Any.
 */
final class Documents {

    private static final int EPOCH = 0;
    private static final int DOCUMENT = 1;

    private final EnsembleClient client;
    private final ClusterPaths paths;

    Documents(EnsembleClient client, ClusterPaths paths) {
        this.client = client;
        this.paths = paths;
    }

    Optional<Document> read(String path) throws CoordinationException {
        DocumentBounds.checkPath(path);
        try {
            Node node = client.readNewest(paths.document(path));
            return Optional.ofNullable(node).map(found -> new Document(found.text(), found.version()));
        } catch (KeeperException failure) {
            throw EnsembleClient.failed("Document cannot be read: path=" + path, failure);
        }
    }

    /**
     * Writes one.
     *
     * @param fence is refused if the term is over; nothing if this member has never led under the epoch
     */
    int write(Draft draft, @Nullable Op fence) throws CoordinationException {
        DocumentBounds.checkPath(draft.path());
        byte[] content = DocumentBounds.encode(draft.path(), draft.content());
        if (fence == null) {
            throw stale(draft);
        }
        try {
            Outcome outcome = client.transact(List.of(fence, change(draft, content)));
            if (outcome.isDone()) {
                return outcome.version(DOCUMENT);
            }
            throw refused(draft, outcome);
        } catch (KeeperException failure) {
            throw EnsembleClient.failed(
                    "It is not known whether the document was written: path=" + draft.path() + ", epoch="
                            + draft.epoch(),
                    failure);
        }
    }

    private Op change(Draft draft, byte[] content) {
        String node = paths.document(draft.path());
        if (draft.expectedVersion() == Document.NONE) {
            return Op.create(node, content, ClusterAccess.OWN, CreateMode.PERSISTENT);
        }
        return Op.setData(node, content, draft.expectedVersion());
    }

    private static CoordinationException refused(Draft draft, Outcome outcome) {
        if (outcome.isRefused(EPOCH, Code.BADVERSION)) {
            return stale(draft);
        }
        boolean isConflict = outcome.failed() == DOCUMENT
                && (outcome.code() == Code.BADVERSION
                        || outcome.code() == Code.NODEEXISTS
                        || outcome.code() == Code.NONODE);
        if (isConflict) {
            return new DocumentConflictException("Document has another version: path=" + draft.path() + ", expected="
                    + draft.expectedVersion() + ", reason=" + outcome.code());
        }
        return new CoordinationException("Document was not written: path=" + draft.path() + ", epoch=" + draft.epoch()
                + ", reason=" + outcome.code());
    }

    private static StaleEpochException stale(Draft draft) {
        return new StaleEpochException("Document is not changed under an epoch that is over: path=" + draft.path()
                + ", epoch=" + draft.epoch());
    }

    /**
     * What is to be written.
     *
     * @param epoch of the leader
     */
    record Draft(long epoch, String path, String content, int expectedVersion) {}
}
