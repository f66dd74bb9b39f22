package io.millrace.worker.autoconfigure;

import io.millrace.worker.history.Look;
import io.millrace.worker.history.LookedAt;
import io.millrace.worker.history.ProcessHistory;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Looks at all tasks of the process once a second, and keeps what it sees.
 *
 * <p><b>Thread.</b> {@link #start} and {@link #close} may be called by any; it looks on a thread of its own.
 */
final class MetricRecorder implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MetricRecorder.class);
    private static final long PERIOD_MILLIS = 1000;

    /** In the middle of a second, a look may come a little early or late and still be the only one in it. */
    private static final long MIDDLE_MILLIS = PERIOD_MILLIS / 2;

    private final ProcessHistory history;
    private final LongFunction<Map<String, List<LookedAt>>> tasks;
    private final Clock clock;
    private boolean hasFailed; // owned by the thread that looks
    private @Nullable ScheduledExecutorService looking; // guarded by this

    /**
     * Makes one that does not look yet.
     *
     * @param tasks looks at the tasks of all topologies, at a time for measuring
     */
    MetricRecorder(ProcessHistory history, LongFunction<Map<String, List<LookedAt>>> tasks, Clock clock) {
        this.history = history;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** Begins to look, unless it does. */
    @SuppressWarnings("FutureReturnValueIgnored") // It ends with the executor, and what a look throws is caught.
    synchronized void start() {
        if (looking == null) {
            looking = Executors.newSingleThreadScheduledExecutor(
                    task -> Daemons.unstarted("millrace-metric-recorder", task));
            long delayMillis = Math.floorMod(MIDDLE_MILLIS - clock.millis(), PERIOD_MILLIS);
            looking.scheduleAtFixedRate(this::lookSafely, delayMillis, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException | Error e) {
            // What is thrown would end the schedule, and nobody would hear of it.
            log.atLevel(hasFailed ? Level.DEBUG : Level.WARN)
                    .setCause(e)
                    .log("Tasks are not measured this time; when it happens again, it is not said at this level");
            hasFailed = true;
        }
    }

    private void look() {
        Look look = new Look(clock.millis(), System.nanoTime());
        if (history.isDue(look) && history.add(look, new HashMap<>(tasks.apply(look.atNanos())))) {
            log.warn(
                    "Memory for the history of metrics does not suffice, so less of it is kept: maxBytes={}, seconds={};"
                            + " set millrace.metrics.history-memory to more",
                    history.settings().maxBytes(),
                    history.fineSeconds());
        }
    }

    /** Looks no more; what was seen stays. */
    @Override
    public synchronized void close() {
        if (looking != null) {
            looking.shutdownNow();
            looking = null;
        }
    }
}
