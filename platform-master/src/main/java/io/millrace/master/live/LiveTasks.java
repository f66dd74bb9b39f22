package io.millrace.master.live;

import io.millrace.control.ApplicationControl;
import io.millrace.status.TaskStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Looks at tasks, and keeps the last look at those of each topology, from which the next one tells rates and shares.
 *
 * <p><b>Thread.</b> Any.
 */
public final class LiveTasks {

    /** A look that is older says too little of now. */
    private static final long MAX_AGE_NANOS = Duration.ofSeconds(5).toNanos();

    /** Members of a cluster tell once a second what they have measured. */
    private static final long MIN_AGE_NANOS = Duration.ofMillis(900).toNanos();

    /** Time between two looks where nobody has looked before. */
    private static final Duration SHORT = Duration.ofMillis(1100);

    private final ApplicationControl control;
    private final Clock clock;
    private final Map<String, Look> looks = new ConcurrentHashMap<>();

    /** Looks at the tasks of an application. */
    public LiveTasks(ApplicationControl control, Clock clock) {
        this.control = control;
        this.clock = clock;
    }

    /**
     * The tasks of a topology now; at once if somebody has looked a moment ago, else after a second.
     *
     * @throws io.millrace.control.UnknownTopologyException if there is none of this name
     */
    public Mono<List<TaskResource>> now(String topology) {
        String name = control.topology(topology).name();
        Look look = look(name);
        return look.before() != null || look.tasks().isEmpty()
                ? Mono.just(look.resources())
                : Mono.delay(SHORT).map(tick -> look(name).resources());
    }

    private Look look(String topology) {
        long nowNanos = System.nanoTime();
        return looks.compute(topology, (name, last) -> {
            if (last != null && nowNanos - last.atNanos() < MIN_AGE_NANOS) {
                // Too soon after the last one to see a difference: the same is told once more.
                return last;
            }
            boolean isRecent = last != null && nowNanos - last.atNanos() < MAX_AGE_NANOS;
            return new Look(control.tasks(name), nowNanos, clock.millis(), isRecent ? last.withoutBefore() : null);
        });
    }

    private record Look(
            List<TaskStatus> tasks,
            long atNanos,
            long atMillis,
            @Nullable Look before) {

        Look withoutBefore() {
            return new Look(tasks, atNanos, atMillis, null);
        }

        List<TaskResource> resources() {
            Map<Key, TaskStatus> old = new HashMap<>();
            Look last = before;
            if (last != null) {
                last.tasks.forEach(task -> old.put(Key.of(task), task));
            }
            double seconds = last == null ? 0 : (atNanos - last.atNanos) / 1e9;
            return tasks.stream()
                    .map(task -> TaskResource.of(task, old.get(Key.of(task)), seconds, atMillis))
                    .toList();
        }
    }

    /** The same task in the same place; one that has moved begins anew. */
    private record Key(String stage, int task, int member) {

        static Key of(TaskStatus task) {
            return new Key(task.stage(), task.task(), task.member());
        }
    }
}
