package io.millrace.cluster;

import java.util.Optional;

/**
 * What the members of one application's cluster agree on: who takes part, who leads, and small documents that only the
 * leader changes.
 *
 * <p><b>Contract.</b> At any time at most one member is the leader of an epoch, and epochs only grow. A document is changed
 * only under an epoch that no later one has replaced, checked in the same step as the change. So a leader that was cut off, or
 * stood still, and does not know yet that it has been replaced changes nothing.
 *
 * <p><b>Thread.</b> Any. The listener is called on one thread at a time, in order. Reading and writing blocks, for a bounded
 * time.
 *
 * <p><b>Lifecycle.</b> {@link #join} once; then until {@link #close}, which is a goodbye: others see at once that the member
 * has left, and a leader hands over. A session that is lost meanwhile is begun anew, under the same number.
 */
public interface Coordination extends AutoCloseable {

    /**
     * Takes part: announces the member, stands for election if it is a master, and tells the listener what happens.
     *
     * @return number of the member, never given to another
     * @throws CoordinationException if that cannot be done, and would not be otherwise if it were tried again
     */
    int join(MemberInfo self, CoordinationListener listener) throws CoordinationException;

    /** Changes what others see of this member. */
    void announce(MemberInfo self) throws CoordinationException;

    /** Gives up leadership, if it has it, and stands for election again behind the others. */
    void resign();

    /** A document as it is now; empty if there is none. */
    Optional<Document> read(String path) throws CoordinationException;

    /**
     * Writes a document, as the leader of an epoch.
     *
     * @param path names separated by slashes, without one at the ends: letters, digits, {@code .}, {@code _} and {@code -}
     * @param content at most {@value Document#MAX_BYTES} bytes in UTF-8
     * @param expectedVersion version that is replaced, or {@link Document#NONE} if there is to be none
     * @return the new version
     * @throws StaleEpochException if a later epoch has begun; nothing was written
     * @throws DocumentConflictException if there is another version; nothing was written
     * @throws CoordinationException if it is not known whether it was written: read it, and see
     */
    int write(long epoch, String path, String content, int expectedVersion) throws CoordinationException;

    /**
     * Makes sure that an epoch was in force after this call had begun.
     *
     * @throws StaleEpochException if a later epoch has begun, or this member has never led under it
     * @throws CoordinationException if that is not known
     */
    void confirm(long epoch) throws CoordinationException;

    /** Leaves. Idempotent. */
    @Override
    void close();
}
