package io.millrace.master.live;

import io.millrace.control.ApplicationControl;
import io.millrace.status.TaskStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Looks at tasks, and keeps the last few looks at those of each topology, from which the next one tells rates and shares.
 *
 * <p><b>Thread.</b> Any.
 */
public final class LiveTasks {

    /** A look that is older says too little of now. */
    private static final long MAX_AGE_NANOS = Duration.ofSeconds(5).toNanos();

    /** What is told of a second is measured over about one. */
    private static final long SECOND_NANOS = Duration.ofMillis(900).toNanos();

    /** Most looks that are kept of a topology. */
    private static final int MAX_LOOKS = 8;

    private final ApplicationControl control;
    private final Clock clock;
    private final Map<String, Look> looks = new ConcurrentHashMap<>();

    /** Looks at the tasks of an application. */
    public LiveTasks(ApplicationControl control, Clock clock) {
        this.control = control;
        this.clock = clock;
    }

    /**
     * The tasks of a topology now; at once if somebody has looked a moment ago, else after {@link #pause}.
     *
     * @throws io.millrace.control.UnknownTopologyException if there is none of this name
     */
    public Mono<List<TaskResource>> now(String topology) {
        String name = control.topology(topology).name();
        Look look = look(name);
        return !look.earlier().isEmpty() || look.tasks().isEmpty()
                ? Mono.just(look.ofSecond())
                : Mono.delay(pause()).map(tick -> look(name).ofSecond());
    }

    /**
     * The tasks of a topology, with rates and shares of up to the last five seconds: as far as somebody has looked so long.
     *
     * @throws io.millrace.control.UnknownTopologyException if there is none of this name
     */
    List<TaskResource> lately(String topology) {
        return look(topology).ofAll();
    }

    /** Time between two looks that suffices to see a difference: members of a cluster tell once a second what they have measured. */
    Duration pause() {
        return Duration.ofMillis(control.cluster().isPresent() ? 1100 : 250);
    }

    private Look look(String topology) {
        long nowNanos = System.nanoTime();
        long soonNanos = pause().toNanos() * 4 / 5;
        return looks.compute(topology, (name, last) -> {
            if (last != null && nowNanos - last.atNanos() < soonNanos) {
                // Too soon after the last one to see a difference: the same is told once more.
                return last;
            }
            return new Look(control.tasks(name), nowNanos, clock.millis(), earlier(last, nowNanos));
        });
    }

    private static List<Look> earlier(@Nullable Look last, long nowNanos) {
        return last == null
                ? List.of()
                : Stream.concat(Stream.of(last.withoutEarlier()), last.earlier().stream())
                        .filter(look -> nowNanos - look.atNanos() < MAX_AGE_NANOS)
                        .limit(MAX_LOOKS)
                        .toList();
    }

    /** A look at tasks, and those before it, the latest first. */
    private record Look(List<TaskStatus> tasks, long atNanos, long atMillis, List<Look> earlier) {

        Look withoutEarlier() {
            return new Look(tasks, atNanos, atMillis, List.of());
        }

        List<TaskResource> ofSecond() {
            return since(earlier.stream()
                    .filter(look -> atNanos - look.atNanos >= SECOND_NANOS)
                    .findFirst()
                    .orElseGet(this::oldest));
        }

        List<TaskResource> ofAll() {
            return since(oldest());
        }

        private @Nullable Look oldest() {
            return earlier.isEmpty() ? null : earlier.get(earlier.size() - 1);
        }

        private List<TaskResource> since(@Nullable Look before) {
            Map<Key, TaskStatus> old = new HashMap<>();
            if (before != null) {
                before.tasks.forEach(task -> old.put(Key.of(task), task));
            }
            double seconds = before == null ? 0 : (atNanos - before.atNanos) / 1e9;
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
