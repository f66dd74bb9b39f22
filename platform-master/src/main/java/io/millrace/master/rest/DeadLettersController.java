package io.millrace.master.rest;

import io.millrace.control.ApplicationControl;
import io.millrace.deadletter.DeadLetterOutcome;
import io.millrace.deadletter.DeadLetterWish;
import io.millrace.deadletter.KeptDeadLetters;
import io.millrace.master.live.DeadLetterResource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Records that a topology has given up, in all members that can be asked. */
@RestController
@RequestMapping("/api/v1/applications/{application}/topologies/{topology}/dead-letters")
public final class DeadLettersController {

    private static final String DROPS = "; ask with ?id=3-17&id=3-18, or with ?all=true";

    private final ApplicationControl control;

    /** Shows what the control port shows. */
    public DeadLettersController(ApplicationControl control) {
        this.control = control;
    }

    /** The latest ones, the newest first: where and why, and not what was in the records. */
    @GetMapping
    public Mono<DeadLetters> deadLetters(
            @PathVariable("application") String application,
            @PathVariable("topology") String topology,
            @RequestParam(name = "limit", defaultValue = Limits.DEFAULT) String limit) {
        ApplicationNames.require(application, control);
        return Mono.fromFuture(control.keptDeadLetters(topology, Limits.of(limit, DeadLetterResource.MAX_LIMIT)))
                .map(DeadLetters::of);
    }

    /** Gives records to their steps again. */
    @PostMapping("/replay")
    public Mono<Replayed> replay(
            @PathVariable("application") String application,
            @PathVariable("topology") String topology,
            @RequestBody(required = false) byte @Nullable [] body) {
        ApplicationNames.require(application, control);
        control.topology(topology);
        return Mono.fromFuture(control.treatDeadLetters(topology, ReplayRequest.read(body)))
                .map(outcome -> new Replayed(outcome.done(), RefusedLetter.of(outcome), outcome.silentMembers()));
    }

    /** Drops letters. */
    @DeleteMapping
    public Mono<Dropped> drop(
            @PathVariable("application") String application,
            @PathVariable("topology") String topology,
            @RequestParam(name = "id", required = false) @Nullable List<String> ids,
            @RequestParam(name = "all", required = false) @Nullable Boolean isForAll) {
        ApplicationNames.require(application, control);
        control.topology(topology);
        DeadLetterWish wish = ReplayRequest.wish(DeadLetterWish.Action.DROP, ids, isForAll, DROPS);
        return Mono.fromFuture(control.treatDeadLetters(topology, wish))
                .map(outcome -> new Dropped(outcome.done(), RefusedLetter.of(outcome), outcome.silentMembers()));
    }

    /**
     * Dead letters.
     *
     * @param deadLetters the newest first
     * @param silentMembers numbers of the members that have not answered; what they keep is missing
     */
    public record DeadLetters(List<DeadLetterResource> deadLetters, List<Integer> silentMembers) {

        static DeadLetters of(KeptDeadLetters kept) {
            return new DeadLetters(
                    kept.letters().stream().map(DeadLetterResource::of).toList(), kept.silentMembers());
        }
    }

    /**
     * What came of a replay.
     *
     * @param replayed how many records are given to their steps again
     * @param refused why others are not
     * @param silentMembers numbers of the members of which it is not known, because they have not answered
     */
    public record Replayed(int replayed, List<RefusedLetter> refused, List<Integer> silentMembers) {}

    /**
     * What came of dropping letters.
     *
     * @param dropped how many were dropped
     * @param refused why others were not
     * @param silentMembers numbers of the members of which it is not known, because they have not answered
     */
    public record Dropped(int dropped, List<RefusedLetter> refused, List<Integer> silentMembers) {}

    /**
     * Why a letter was left as it is.
     *
     * @param id its id
     * @param reason why, and what to do
     */
    public record RefusedLetter(String id, String reason) {

        static List<RefusedLetter> of(DeadLetterOutcome outcome) {
            return outcome.refused().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(refused -> new RefusedLetter(refused.getKey(), refused.getValue()))
                    .toList();
        }
    }
}
