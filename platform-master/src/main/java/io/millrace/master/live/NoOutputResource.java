package io.millrace.master.live;

import io.millrace.master.live.TopologyResource.EdgeResource;
import io.millrace.master.live.TopologyResource.OperatorResource;
import io.millrace.master.silence.EdgeLook;
import io.millrace.master.silence.Silence;
import io.millrace.master.silence.SilenceRule;
import io.millrace.master.silence.SilenceSentence;
import io.millrace.master.silence.SourceLook;
import io.millrace.master.silence.StepLook;
import io.millrace.master.silence.TopologyLook;
import io.millrace.status.StuckCall;
import io.millrace.status.TopologyStatus;
import io.millrace.status.Trouble;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why a topology, or some of its sinks, yields nothing.
 *
 * @param reason why
 * @param sentence all of it in words, with names of steps and splits in backticks
 * @param sinks sinks that get nothing
 * @param operator the step that it is about, or null if it is about the whole
 * @param task the task of a source that it is about, or null
 * @param split the split of a source that holds back the watermark, or null
 * @param silentSince since when the source or its split has given nothing, or null
 * @param watermark where event time stands, or null
 */
public record NoOutputResource(
        Silence.Reason reason,
        String sentence,
        List<String> sinks,
        @Nullable String operator,
        @Nullable Integer task,
        @Nullable String split,
        @Nullable Instant silentSince,
        @Nullable Instant watermark) {

    /**
     * The reason, or null if all sinks get records or nothing is known.
     *
     * @param quietMillis for how long each sink has been seen to take nothing
     */
    static @Nullable NoOutputResource of(
            TopologyStatus status,
            List<OperatorResource> operators,
            List<EdgeResource> edges,
            List<TaskResource> tasks,
            BottleneckResource bottleneck,
            Map<String, Long> quietMillis,
            long nowMillis) {
        TopologyLook look = new TopologyLook(
                TopologyLook.Phase.valueOf(status.state().name()),
                cause(status),
                operators.stream()
                        .map(operator -> step(operator, status, quietMillis.getOrDefault(operator.name(), 0L)))
                        .toList(),
                edges.stream()
                        .map(edge -> new EdgeLook(edge.from(), edge.to(), edge.recordsPerSecond()))
                        .toList(),
                tasks.stream().flatMap(task -> source(task, nowMillis)).toList(),
                bottleneck.holdsBack().isEmpty() ? List.of() : bottleneck.operators());
        return SilenceRule.find(look).map(found -> of(found, nowMillis)).orElse(null);
    }

    private static NoOutputResource of(Silence found, long nowMillis) {
        SourceLook place = found.place();
        boolean isOfSplit = found.waits() != null;
        Long watermark = found.watermarkMillis();
        return new NoOutputResource(
                found.reason(),
                SilenceSentence.of(found),
                found.sinks(),
                found.step(),
                place == null ? null : place.task(),
                place == null || !isOfSplit ? null : place.slowest(),
                place == null ? null : since(isOfSplit ? place.slowestSilentMillis() : place.silentMillis(), nowMillis),
                watermark == null ? null : Instant.ofEpochMilli(watermark));
    }

    private static @Nullable Instant since(long silentMillis, long nowMillis) {
        return silentMillis == 0 ? null : Instant.ofEpochMilli(nowMillis - silentMillis);
    }

    /** What was in records stays out of it. */
    private static @Nullable String cause(TopologyStatus status) {
        TopologyResource.FailureResource failure = TopologyResource.FailureResource.of(status.failure());
        return failure != null
                ? failure.message()
                : status.troubles().stream().findFirst().map(Trouble::reason).orElse(null);
    }

    private static StepLook step(OperatorResource operator, TopologyStatus status, long quietMillis) {
        OperatorLoadResource load = operator.load();
        Optional<StuckCall> stuck = status.stuck().stream()
                .filter(call -> call.operator().equals(operator.name()))
                .findFirst();
        Optional<Trouble> trouble = status.troubles().stream()
                .filter(one -> one.operator().equals(operator.name()))
                .findFirst();
        return new StepLook(
                operator.name(),
                operator.kind(),
                operator.recordsIn(),
                operator.recordsSkipped() + operator.recordsDeadLettered(),
                operator.recordsLate(),
                quietMillis,
                millis(operator.watermark()),
                operator.ended(),
                load == null ? 0 : load.waitingForCredit(),
                stuck.map(StuckCall::where).orElse(null),
                trouble.map(Trouble::reason).orElse(null));
    }

    private static Stream<SourceLook> source(TaskResource task, long nowMillis) {
        SourceResource source = task.source();
        if (source == null) {
            return Stream.empty();
        }
        SourceResource.SplitResource slowest = source.slowest();
        return Stream.of(new SourceLook(
                task.operators().get(0),
                task.task(),
                source.splits(),
                age(source.silentSince(), nowMillis),
                slowest == null ? null : slowest.name(),
                slowest == null ? 0 : age(slowest.silentSince(), nowMillis),
                slowest == null ? null : millis(slowest.watermark())));
    }

    private static long age(@Nullable Instant since, long nowMillis) {
        return since == null ? 0 : Math.max(1, nowMillis - since.toEpochMilli());
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }
}
