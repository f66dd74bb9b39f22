package io.millrace.master.rest;

import io.millrace.control.ApplicationControl;
import io.millrace.master.live.CheckpointsResource;
import io.millrace.master.live.LiveTopologies;
import io.millrace.master.live.TopologyResource;
import io.millrace.status.KeptCheckpoint;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Checkpoints and savepoints of topologies. What waits for a disk does so on threads that may block. */
@RestController
@RequestMapping("/api/v1/applications/{application}/topologies/{topology}")
public final class CheckpointsController {

    private final ApplicationControl control;
    private final LiveTopologies live;

    /** Shows what the control port shows. */
    public CheckpointsController(ApplicationControl control, LiveTopologies live) {
        this.control = control;
        this.live = live;
    }

    /** What is known of checkpoints since the start, and what is kept. */
    @GetMapping("/checkpoints")
    public Mono<ResponseEntity<Checkpoints>> checkpoints(
            @PathVariable("application") String application, @PathVariable("topology") String topology) {
        ApplicationNames.require(application, control);
        return live.now(topology)
                .map(TopologyResource::checkpoints)
                .zipWith(kept(topology, checkpoint -> true), Checkpoints::new)
                .map(Tagged::of);
    }

    /** The savepoints that are kept, the newest first. */
    @GetMapping("/savepoints")
    public Mono<ResponseEntity<Savepoints>> savepoints(
            @PathVariable("application") String application, @PathVariable("topology") String topology) {
        ApplicationNames.require(application, control);
        return kept(topology, KeptCheckpoint::isSavepoint).map(Savepoints::new).map(Tagged::of);
    }

    private Mono<List<Kept>> kept(String topology, Predicate<KeptCheckpoint> filter) {
        return Mono.fromCallable(() -> control.checkpoints(topology).stream()
                        .filter(filter)
                        .map(Kept::of)
                        .toList())
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** Takes a savepoint, and answers when it is there. */
    @PostMapping("/savepoints")
    @ResponseStatus(HttpStatus.CREATED)
    public Mono<Savepoint> savepoint(
            @PathVariable("application") String application, @PathVariable("topology") String topology) {
        ApplicationNames.require(application, control);
        return Mono.fromFuture(() -> control.savepoint(topology))
                .publishOn(Schedulers.parallel())
                .map(Savepoint::new);
    }

    /** Deletes a savepoint. */
    @DeleteMapping("/savepoints/{savepoint}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public Mono<Void> deleteSavepoint(
            @PathVariable("application") String application,
            @PathVariable("topology") String topology,
            @PathVariable("savepoint") long savepoint) {
        ApplicationNames.require(application, control);
        return Mono.<Void>fromRunnable(() -> control.deleteSavepoint(topology, savepoint))
                .subscribeOn(Schedulers.boundedElastic());
    }

    /**
     * Checkpoints of a topology.
     *
     * @param status what is known of them since the topology was started
     * @param kept what lies in the data folder, the newest first
     */
    public record Checkpoints(CheckpointsResource status, List<Kept> kept) {}

    /**
     * A checkpoint or savepoint that is kept.
     *
     * @param id its number
     * @param kind what it was taken for, or null if that cannot be read
     * @param createdAt when it was decided, or null if that cannot be read
     * @param bytes size of all files
     * @param transactions number of transactions of sinks that it decided
     * @param fault what is wrong with it, or null
     */
    public record Kept(
            long id,
            @Nullable String kind,
            @Nullable Instant createdAt,
            long bytes,
            int transactions,
            @Nullable String fault) {

        static Kept of(KeptCheckpoint kept) {
            Long created = kept.createdAtMillis();
            return new Kept(
                    kept.id(),
                    kept.kind(),
                    created == null ? null : Instant.ofEpochMilli(created),
                    kept.bytes(),
                    kept.transactions(),
                    kept.fault());
        }
    }

    /**
     * Savepoints of a topology.
     *
     * @param savepoints those that are kept, the newest first
     */
    public record Savepoints(List<Kept> savepoints) {}

    /**
     * A savepoint that was taken.
     *
     * @param id its number
     */
    public record Savepoint(long id) {}
}
