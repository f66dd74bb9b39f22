package io.millrace.master.live;

import io.millrace.control.ApplicationControl;
import io.millrace.control.TopologyView;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Looks at topologies, and keeps the last look at each, from which the next one tells the rates.
 *
 * <p><b>Thread.</b> Any.
 */
final class TopologySampler {

    /** A look that is older says too little of now. */
    private static final long MAX_AGE_NANOS = Duration.ofSeconds(5).toNanos();

    /** Two looks within less than this are one. */
    private static final long SOON_NANOS = Duration.ofMillis(125).toNanos();

    private final ApplicationControl control;
    private final LiveTasks tasks;
    private final Clock clock;
    private final Scheduler scheduler;
    private final Map<String, Look> looks = new ConcurrentHashMap<>();

    TopologySampler(ApplicationControl control, LiveTasks tasks, Clock clock, Scheduler scheduler) {
        this.control = control;
        this.tasks = tasks;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    /** The topology now; with rates at once if somebody has looked a moment ago, else after a short while. */
    Mono<TopologyResource> sample(String topology) {
        return Mono.fromCallable(() -> look(topology)).flatMap(look -> {
            if (look.rates().areKnown()) {
                return Mono.just(look.resource(control.application()));
            }
            return Mono.delay(tasks.pause(), scheduler)
                    .map(tick -> look(topology).resource(control.application()));
        });
    }

    /** The topology now, with what rates are known. */
    TopologyResource sampleNow(String topology) {
        return look(topology).resource(control.application());
    }

    private Look look(String topology) {
        TopologyView view = control.topology(topology);
        long nowNanos = System.nanoTime();
        @Nullable Look before = looks.get(view.name());
        // Two who look at the same moment see the same rates.
        if (before != null && nowNanos - before.atNanos() < SOON_NANOS) {
            return before;
        }
        boolean isRecent = before != null && nowNanos - before.atNanos() < MAX_AGE_NANOS;
        Rates rates = before == null || !isRecent
                ? Rates.UNKNOWN
                : Rates.between(before.view().status(), before.atNanos(), view.status(), nowNanos);
        long nowMillis = clock.millis();
        QuietSinks quiet = QuietSinks.of(before == null ? null : before.quiet(), view, nowMillis);
        Look look = new Look(view, nowNanos, nowMillis, rates, quiet, tasks.lately(view.name()));
        looks.put(view.name(), look);
        return look;
    }

    private record Look(
            TopologyView view, long atNanos, long atMillis, Rates rates, QuietSinks quiet, List<TaskResource> tasks) {

        TopologyResource resource(String application) {
            return TopologyResource.of(application, view, rates, tasks, quiet.millis(atMillis), atMillis);
        }
    }
}
