package io.millrace.master.rest;

import io.millrace.control.ApplicationControl;
import io.millrace.control.ClusterView;
import io.millrace.control.MemberUnavailableException;
import io.millrace.master.rest.ClusterController.MemberResource;
import io.millrace.status.LogLine;
import io.millrace.status.MemberProcess;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What single members know of themselves, whichever is asked. Where there is no cluster, the process is member 0. */
@RestController
@RequestMapping("/api/v1/cluster/members/{member}")
public final class MembersController {

    private static final int MAX_LINES = 1000;
    private static final String SELF = "self";
    private static final int ALONE = 0;

    private final ApplicationControl control;

    /** Shows what the control port shows. */
    public MembersController(ApplicationControl control) {
        this.control = control;
    }

    /** A member, and its process as it is now. */
    @GetMapping
    public Mono<MemberDetails> member(@PathVariable("member") String member) {
        int number = number(member);
        Optional<ClusterView> cluster = control.cluster();
        MemberResource known = cluster.flatMap(view -> view.members().stream()
                        .filter(each -> each.number() == number)
                        .findFirst()
                        .map(found -> MemberResource.of(found, view.leader())))
                .orElse(null);
        return Mono.defer(() -> Mono.fromFuture(control.process(number)))
                .map(process -> new MemberDetails(number, known, ProcessResource.of(process)))
                .onErrorResume(
                        MemberUnavailableException.class, failure -> Mono.just(new MemberDetails(number, known, null)));
    }

    /** The latest lines of the log of a member, the oldest first. */
    @GetMapping("/logs")
    public Mono<Logs> logs(
            @PathVariable("member") String member,
            @RequestParam(name = "limit", defaultValue = "200") String limit,
            @RequestParam(name = "level", defaultValue = "INFO") LogLine.Level level) {
        int number = number(member);
        int lines = Limits.of(limit, MAX_LINES);
        return Mono.fromFuture(control.logs(number, lines, level))
                .map(found ->
                        new Logs(number, found.stream().map(LineResource::of).toList()));
    }

    private int number(String member) {
        if (member.equals(SELF)) {
            return control.cluster().map(ClusterView::self).orElse(ALONE);
        }
        try {
            return Integer.parseInt(member);
        } catch (NumberFormatException e) {
            List<String> known = control.cluster()
                    .map(view -> view.members().stream()
                            .map(each -> Integer.toString(each.number()))
                            .toList())
                    .orElse(List.of(Integer.toString(ALONE)));
            throw new UnknownNameException("member", member, List.of(), known);
        }
    }

    /**
     * A member.
     *
     * @param number its number
     * @param member what the cluster knows of it, or null if there is no cluster
     * @param process its process as it is now, or null if it does not answer
     */
    public record MemberDetails(
            int number,
            @Nullable MemberResource member,
            @Nullable ProcessResource process) {}

    /**
     * A process.
     *
     * @param pid number of the process on its machine
     * @param startedAt when the JVM began
     * @param javaVersion version of the JVM
     * @param millraceVersion version of Millrace
     * @param heapUsedBytes memory of the heap that is in use
     * @param heapMaxBytes how large the heap may become
     * @param gcMillis time that collections of garbage have taken since the JVM began
     * @param gcCount how many of them there were
     * @param processCpuShare share of all processors of the machine that it uses, from 0 to 1, or null if that is not known
     * @param processors how many processors it sees
     * @param threads how many threads live
     */
    public record ProcessResource(
            long pid,
            Instant startedAt,
            String javaVersion,
            String millraceVersion,
            long heapUsedBytes,
            long heapMaxBytes,
            long gcMillis,
            long gcCount,
            @Nullable Double processCpuShare,
            int processors,
            int threads) {

        static ProcessResource of(MemberProcess process) {
            return new ProcessResource(
                    process.pid(),
                    Instant.ofEpochMilli(process.startedAtMillis()),
                    process.javaVersion(),
                    process.millraceVersion(),
                    process.heapUsedBytes(),
                    process.heapMaxBytes(),
                    process.gcMillis(),
                    process.gcCount(),
                    process.processCpuShare() < 0 ? null : process.processCpuShare(),
                    process.processors(),
                    process.threads());
        }
    }

    /**
     * Lines of a log.
     *
     * @param member number of the member that has written them
     * @param lines the oldest first
     */
    public record Logs(int member, List<LineResource> lines) {}

    /**
     * A line of a log.
     *
     * @param at when it was written
     * @param level its level
     * @param logger who has written it
     * @param thread name of the thread
     * @param message what it says, with the exception if there is one, shortened if it is long
     */
    public record LineResource(Instant at, LogLine.Level level, String logger, String thread, String message) {

        static LineResource of(LogLine line) {
            return new LineResource(
                    Instant.ofEpochMilli(line.atMillis()), line.level(), line.logger(), line.thread(), line.message());
        }
    }
}
