package io.millrace.master.rest;

import io.millrace.control.ApplicationControl;
import io.millrace.control.NearestNames;
import io.millrace.control.TopologyView;
import io.millrace.master.security.Protection;
import io.millrace.status.TappedRecord;
import io.millrace.status.TappedRecords;
import io.millrace.time.EventTime;
import io.millrace.topology.TopologyDescription.StepDescription;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Looks at a few of the records that a step gives. It changes nothing, but is asked for as if it did, so that it is written down
 * who has looked.
 */
@RestController
@RequestMapping("/api/v1/applications/{application}/topologies/{topology}/operators/{operator}/tap")
public final class TapController {

    private static final int MAX_SHOWN = 40;

    private final ApplicationControl control;

    /** Shows what the control port shows. */
    public TapController(ApplicationControl control) {
        this.control = control;
    }

    /** Looks for a while, and answers then. */
    @PostMapping
    public Mono<ResponseEntity<Tapped>> tap(
            @PathVariable("application") String application,
            @PathVariable("topology") String topology,
            @PathVariable("operator") String operator,
            @RequestParam(name = "records", defaultValue = "10") String records,
            @RequestParam(name = "seconds", defaultValue = "1") String seconds) {
        ApplicationNames.require(application, control);
        TopologyView view = control.topology(topology);
        String step = giving(view, operator);
        int length = number("seconds", seconds, TappedRecords.MAX_SECONDS);
        int limit = number("records", records, length * TappedRecords.MAX_PER_SECOND);
        return Mono.fromFuture(control.tap(view.name(), step, limit, length))
                .map(found -> ResponseEntity.ok()
                        .header(HttpHeaders.CACHE_CONTROL, Protection.NOT_KEPT)
                        .body(Tapped.of(found, length)));
    }

    /** A step that gives records; sinks give none. */
    private static String giving(TopologyView view, String operator) {
        List<String> names = view.description().steps().stream()
                .filter(step -> !step.kind().equals("sink"))
                .map(StepDescription::name)
                .toList();
        if (!names.contains(operator)) {
            throw new UnknownNameException(
                    "operator that gives records", operator, NearestNames.of(operator, names, 3), names);
        }
        return operator;
    }

    private static int number(String name, String text, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new WrongRequestException(wrong(name, text, most), e);
        }
        throw new WrongRequestException(wrong(name, text, most));
    }

    private static String wrong(String name, String text, int most) {
        return "Parameter is no number from 1 to " + most + ": " + name + "="
                + text.substring(0, Math.min(text.length(), MAX_SHOWN)) + "; ask for so many";
    }

    /**
     * What was seen.
     *
     * @param records a few of the records, spread over the time
     * @param seen how many the step has given meanwhile
     * @param seconds how long the look took
     * @param silentMembers numbers of the members that have not answered; what their tasks gave is missing
     */
    public record Tapped(List<Shown> records, long seen, int seconds, List<Integer> silentMembers) {

        static Tapped of(TappedRecords found, int seconds) {
            return new Tapped(
                    found.records().stream().map(Shown::of).toList(), found.seen(), seconds, found.silentMembers());
        }
    }

    /**
     * A record.
     *
     * @param member number of the member that has shown it, or null if there is no cluster
     * @param timestamp its event time, or null if it has none
     * @param type name of its class
     * @param text what is in it, or what that looks like, as far as it may be shown
     */
    public record Shown(@Nullable Integer member, @Nullable Instant timestamp, String type, String text) {

        static Shown of(TappedRecord record) {
            long millis = record.timestampMillis();
            boolean isTimed = EventTime.isValid(millis) && millis != EventTime.MIN_MILLIS;
            return new Shown(
                    record.member() == 0 ? null : record.member(),
                    isTimed ? Instant.ofEpochMilli(millis) : null,
                    record.type(),
                    record.text());
        }
    }
}
