package io.millrace.worker.autoconfigure;

import io.millrace.control.ApplicationControl;
import io.millrace.control.ClusterView;
import io.millrace.control.TopologyView;
import io.millrace.status.ApplicationEvent;
import io.millrace.status.TopologyStateChanged;
import io.millrace.status.TopologyStatus;
import io.millrace.worker.event.ClusterFindings;
import io.millrace.worker.event.EventLog;
import io.millrace.worker.event.Finding;
import io.millrace.worker.event.TopologyFindings;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the latest events of the application: changes of state as they come, and what a look each second finds to be different.
 * What passes between two looks and leaves nothing behind is not seen.
 *
 * <p><b>Thread.</b> {@link #onStateChanged} and {@link #after} may be called by any; it looks on a thread of its own.
 */
final class EventRecorder implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventRecorder.class);
    private static final int KEPT = 2000;
    private static final long PERIOD_MILLIS = 1000;

    private final ApplicationControl control;
    private final Clock clock;
    private final EventLog events = new EventLog(KEPT);
    private final Map<String, TopologyStatus> topologies = new HashMap<>();
    private @Nullable ClusterView cluster;
    private @Nullable ScheduledExecutorService looking; // guarded by this

    EventRecorder(ApplicationControl control, Clock clock) {
        this.control = control;
        this.clock = clock;
    }

    /** Begins to look, unless it does. */
    @SuppressWarnings("FutureReturnValueIgnored") // It ends with the executor, and what a look throws is caught.
    synchronized void start() {
        if (looking == null) {
            looking = Executors.newSingleThreadScheduledExecutor(
                    task -> Daemons.unstarted("millrace-event-recorder", task));
            looking.scheduleWithFixedDelay(this::lookSafely, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    void onStateChanged(TopologyStateChanged change) {
        note(TopologyFindings.of(change));
    }

    /** Events after that of a number, the oldest first. */
    List<ApplicationEvent> after(long number, int limit) {
        return events.after(number, limit);
    }

    /** Looks at everything, and compares it with the look before. */
    void look() {
        control.cluster().ifPresent(view -> {
            ClusterView before = cluster;
            cluster = view;
            ClusterFindings.between(before == null ? new ClusterView(view.self(), null, 0, List.of()) : before, view)
                    .forEach(this::note);
        });
        for (TopologyView view : control.topologies()) {
            TopologyStatus now = view.status();
            TopologyStatus before = topologies.put(view.name(), now);
            if (before != null) {
                TopologyFindings.between(before, now).forEach(this::note);
            }
        }
    }

    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException e) {
            log.debug("Events are not seen this time", e);
        }
    }

    private void note(Finding finding) {
        events.add(finding, clock.millis());
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
