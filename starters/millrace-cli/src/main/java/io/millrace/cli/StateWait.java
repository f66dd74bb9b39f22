package io.millrace.cli;

import io.millrace.cli.api.Time;
import io.millrace.cli.api.TimedOutException;
import io.millrace.cli.json.Doc;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits for a topology to be as it is to be, and tells of each state on the way. */
final class StateWait {

    private static final Duration POLL = Duration.ofMillis(300);

    private final Time time;
    private final Duration timeout;
    private final Consumer<String> changes;

    /**
     * Waits so long at most.
     *
     * @param changes hears of each change
     */
    StateWait(Time time, Duration timeout, Consumer<String> changes) {
        this.time = time;
        this.timeout = timeout;
        this.changes = changes;
    }

    /** Waits from what is seen first on. A console that does not answer yet is waited for. */
    Doc until(Goal goal, Look look) throws InterruptedException {
        return until(goal, null, look);
    }

    /**
     * Waits for what comes after a moment.
     *
     * @throws TimedOutException if it takes too long
     * @throws OutcomeException if it cannot come any more
     */
    Doc until(Goal goal, @Nullable Moment start, Look look) throws InterruptedException {
        long startNanos = time.nanos();
        Moment before = start;
        Moment last = start;
        boolean hasMoved = false;
        RuntimeException away = null;
        while (true) {
            try {
                Doc topology = look.look();
                Moment now = Moment.of(topology);
                before = before == null ? now : before;
                hasMoved |= !now.state().equals(before.state());
                tell(topology, last, now);
                last = now;
                away = null;
                switch (goal.judge(before, now, hasMoved)) {
                    case REACHED -> {
                        return topology;
                    }
                    case MISSED -> throw missed(goal, topology);
                    case NOT_YET -> {}
                }
            } catch (RuntimeException e) {
                if (!ConnectionOptions.isPassing(e)) {
                    throw e;
                }
                away = e;
            }
            if (time.nanos() - startNanos >= timeout.toNanos()) {
                throw tooLate(goal, last, away);
            }
            time.sleep(POLL);
        }
    }

    private void tell(Doc topology, @Nullable Moment last, Moment now) {
        if (last == null || !last.state().equals(now.state())) {
            changes.accept(topology.text("application") + "/" + topology.text("name") + "  "
                    + (last == null ? "" : last.state() + " -> ") + now.state());
        }
    }

    private static OutcomeException missed(Goal goal, Doc topology) {
        String cause = topology.part("failure").text("message");
        return new OutcomeException("Topology is " + topology.text("state") + " instead of " + goal + ": topology="
                + topology.text("application") + "/" + topology.text("name")
                + (cause == null
                        ? "; see events and logs"
                        : ", failure=" + cause.replace("; ", ", ") + "; see events and logs"));
    }

    private RuntimeException tooLate(Goal goal, @Nullable Moment last, @Nullable RuntimeException away) {
        if (last == null && away != null) {
            return away; // Nobody has ever answered.
        }
        return new TimedOutException("Topology is not " + goal + " in time: state="
                + (last == null ? "unknown" : last.state()) + ", timeoutSeconds=" + timeout.toSeconds()
                + (away == null ? "" : ", the console cannot be reached")
                + "; what was asked for goes on: see status, or give a longer --timeout");
    }

    /** Looks at the topology. */
    @FunctionalInterface
    interface Look {

        /** What it is like now. */
        Doc look() throws InterruptedException;
    }
}
