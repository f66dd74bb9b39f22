package io.millrace.worker.remote;

import io.millrace.deadletter.DeadLetterWish;
import io.millrace.status.LogLine;
import io.millrace.worker.history.Question;
import java.util.List;

/**
 * What a member asks of whoever leads, or of another member. It is answered with a {@link Reply} of the same number, unless the way there or back is
 * lost.
 */
public sealed interface Request extends Message {

    /** Number of the request, which the member has given to no other. */
    long id();

    /**
     * The topology is to be started again.
     *
     * @param from number of the checkpoint that it is to begin with, 0 to begin anew, or {@value #LAST} to go on from the last
     */
    record Start(String topology, long id, long from) implements Request {

        /** Stands for the last checkpoint. */
        public static final long LAST = -1;
    }

    /** Something is to be done to the whole of a running topology. */
    record Steer(String topology, long id, Steering steering) implements Request {}

    /** A savepoint is to be taken. */
    record Savepoint(String topology, long id) implements Request {}

    /** What is kept of checkpoints is to be listed. */
    record Checkpoints(String topology, long id) implements Request {}

    /** A savepoint is to be deleted. */
    record DeleteSavepoint(String topology, long id, long checkpointId) implements Request {}

    /** What any member may be asked of itself, whoever leads. */
    sealed interface Query extends Request {}

    /** How its process is; the topology is an empty text. */
    record ProcessFacts(String topology, long id) implements Query {}

    /** The latest lines of its log; the topology is an empty text. */
    record Logs(String topology, long id, int limit, LogLine.Level level) implements Query {}

    /** The dead letters that it keeps. */
    record Letters(String topology, long id, int limit) implements Query {}

    /**
     * Dead letters are to be given to their steps again, or dropped.
     *
     * @param numbers which letters; all if {@code isForAll}
     */
    record TreatLetters(String topology, long id, DeadLetterWish.Action action, boolean isForAll, List<Long> numbers)
            implements Query {}

    /** A look at records that a step gives there, for so many seconds. */
    record Tap(String topology, long id, String step, int records, int seconds) implements Query {}

    /** How a metric was over time in the tasks that ran there. */
    record History(String topology, long id, Question question) implements Query {}
}
