package io.millrace.worker.remote;

import io.millrace.deadletter.KeptDeadLetter;
import io.millrace.status.KeptCheckpoint;
import io.millrace.status.LogLine;
import io.millrace.status.MemberProcess;
import io.millrace.status.TappedRecord;
import io.millrace.worker.history.Part;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of a {@link Request}. */
public sealed interface Reply extends Message {

    /** Number of the request. */
    long id();

    /** It is done, or has begun if it takes long. */
    record Done(String topology, long id) implements Reply {}

    /** A savepoint was taken. */
    record Taken(String topology, long id, long checkpointId) implements Reply {}

    /** What is kept of checkpoints, the newest first. */
    record Kept(String topology, long id, List<KeptCheckpoint> checkpoints) implements Reply {

        /** So many fit into a message, whatever is wrong with them. */
        public static final int MAX_CHECKPOINTS = 1000;

        private static final int MAX_FAULT_CHARS = 300;

        /** The newest of them, as many as a message holds. */
        public static Kept of(Request request, List<KeptCheckpoint> all) {
            return new Kept(
                    request.topology(),
                    request.id(),
                    all.stream().limit(MAX_CHECKPOINTS).map(Kept::shortened).toList());
        }

        private static KeptCheckpoint shortened(KeptCheckpoint kept) {
            return new KeptCheckpoint(
                    kept.id(),
                    kept.kind(),
                    kept.createdAtMillis(),
                    kept.bytes(),
                    kept.transactions(),
                    shortenedFault(kept.fault()));
        }

        private static @Nullable String shortenedFault(@Nullable String fault) {
            return fault == null ? null : Texts.shortened(fault, MAX_FAULT_CHARS);
        }
    }

    /** How the process of a member is. */
    record OfProcess(String topology, long id, MemberProcess process) implements Reply {}

    /** The latest lines of the log of a member, the oldest first. */
    record OfLogs(String topology, long id, List<LogLine> lines) implements Reply {}

    /** The dead letters that a member keeps, the newest first; ids are numbers there. */
    record OfLetters(String topology, long id, List<KeptDeadLetter> letters) implements Reply {}

    /** What came of a wish about dead letters: for how many it was done, and why not for others. */
    record Treated(String topology, long id, int done, Map<Long, String> refused) implements Reply {}

    /** Records that a step has given while a member looked, and how many there were. */
    record Tapped(String topology, long id, List<TappedRecord> records, long seen) implements Reply {}

    /** What a member knows of a metric over time, or the first part of it. */
    record OfHistory(String topology, long id, Part part) implements Reply {}

    /** It cannot be done; the reason says why, and what to do. */
    record Refused(String topology, long id, Refusal refusal, String reason) implements Reply {

        private static final int MAX_NAME_CHARS = 200;
        private static final int MAX_REASON_CHARS = 2000;

        /** Refuses a request, of which the name may be anything. */
        public static Refused of(Request request, Refusal refusal, String reason) {
            return new Refused(
                    Texts.shortened(request.topology(), MAX_NAME_CHARS),
                    request.id(),
                    refusal,
                    Texts.shortened(reason, MAX_REASON_CHARS));
        }
    }
}
