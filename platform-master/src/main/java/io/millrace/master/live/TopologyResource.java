package io.millrace.master.live;

import io.millrace.control.TopologyView;
import io.millrace.status.OperatorStatus;
import io.millrace.status.SlowCall;
import io.millrace.status.StuckCall;
import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyHealth;
import io.millrace.status.TopologyState;
import io.millrace.status.Trouble;
import io.millrace.time.EventTime;
import io.millrace.topology.ErrorPolicy;
import io.millrace.topology.TopologyDescription.InputDescription;
import io.millrace.topology.TopologyDescription.StepDescription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A topology as REST shows it. What a record holds never appears.
 *
 * @param name name of the topology
 * @param application application that it belongs to
 * @param state where it is in its life
 * @param health how well it is
 * @param startedAt when it was started last, or null
 * @param sampledAt when the figures were taken
 * @param clock event time of the whole
 * @param failure why it failed, or null
 * @param stuck calls of user code that do not return
 * @param troubles what keeps tasks from their work though they go on trying
 * @param slow steps whose code has held up others
 * @param bottleneck what holds it back
 * @param noOutput why it yields nothing, or null if it does or that is not known
 * @param operators the steps
 * @param edges the edges between them
 * @param guarantees what it promises for the case that something fails
 * @param checkpoints its checkpoints and restarts
 */
public record TopologyResource(
        String name,
        String application,
        TopologyState state,
        TopologyHealth health,
        @Nullable Instant startedAt,
        Instant sampledAt,
        ClockResource clock,
        @Nullable FailureResource failure,
        List<StuckResource> stuck,
        List<TroubleResource> troubles,
        List<SlowResource> slow,
        BottleneckResource bottleneck,
        @Nullable NoOutputResource noOutput,
        List<OperatorResource> operators,
        List<EdgeResource> edges,
        GuaranteesResource guarantees,
        CheckpointsResource checkpoints) {

    static TopologyResource of(
            String application,
            TopologyView view,
            Rates rates,
            List<TaskResource> tasks,
            Map<String, Long> quietMillis,
            long nowMillis) {
        Map<String, OperatorLoadResource> loads = OperatorLoadResource.byStep(tasks);
        Long started = view.startedAtMillis();
        List<OperatorResource> operators = new ArrayList<>();
        List<EdgeResource> edges = new ArrayList<>();
        for (StepDescription step : view.description().steps()) {
            operators.add(
                    OperatorResource.of(step, view.status().operator(step.name()), rates, loads.get(step.name())));
            for (InputDescription input : step.inputs()) {
                edges.add(EdgeResource.of(step, input, view.status().operator(input.from()), rates));
            }
        }
        BottleneckResource bottleneck = BottleneckResource.of(view, tasks);
        return new TopologyResource(
                view.name(),
                application,
                view.status().state(),
                view.health(),
                started == null ? null : Instant.ofEpochMilli(started),
                Instant.ofEpochMilli(nowMillis),
                ClockResource.of(view.clockMillis(), nowMillis),
                FailureResource.of(view.status().failure()),
                view.status().stuck().stream().map(StuckResource::of).toList(),
                view.status().troubles().stream().map(TroubleResource::of).toList(),
                view.status().slow().stream().map(SlowResource::of).toList(),
                bottleneck,
                NoOutputResource.of(view.status(), operators, edges, tasks, bottleneck, quietMillis, nowMillis),
                operators,
                edges,
                GuaranteesResource.of(view.description().guarantees()),
                CheckpointsResource.of(view.status().checkpoints(), nowMillis));
    }

    private static @Nullable Instant instant(long watermarkMillis) {
        return EventTime.isValid(watermarkMillis) ? Instant.ofEpochMilli(watermarkMillis) : null;
    }

    /**
     * The application clock.
     *
     * @param watermark lowest watermark over the sinks; null for none yet, and at the end of the stream
     * @param lagSeconds how far it is behind the clock of the process, or null
     */
    public record ClockResource(
            @Nullable Instant watermark, @Nullable Double lagSeconds) {

        static ClockResource of(long clockMillis, long nowMillis) {
            Instant watermark = instant(clockMillis);
            return new ClockResource(watermark, watermark == null ? null : (nowMillis - clockMillis) / 1000.0);
        }
    }

    /**
     * Why it failed.
     *
     * @param operator step that failed
     * @param task number of its task
     * @param message what happened
     */
    public record FailureResource(String operator, int task, String message) {

        /** The record at hand stays out of it, and so does the engine's message, which names the record. */
        static @Nullable FailureResource of(@Nullable TopologyFailure failure) {
            return failure == null
                    ? null
                    : new FailureResource(
                            failure.operator(),
                            failure.taskIndex(),
                            "Operator failed: operator=" + failure.operator() + ", cause="
                                    + failure.cause().getClass().getName() + "; the log says more");
        }
    }

    /**
     * A call of user code that does not return.
     *
     * @param operator step whose code it is
     * @param task number of the task
     * @param seconds how long it has taken so far
     * @param where the innermost frame of the user's code
     */
    public record StuckResource(String operator, int task, double seconds, String where) {

        static StuckResource of(StuckCall call) {
            return new StuckResource(
                    call.operator(), call.taskIndex(), call.since().toMillis() / 1000.0, call.where());
        }
    }

    /**
     * What keeps a task from its work though it goes on trying.
     *
     * @param operator step that says so
     * @param task number of the task
     * @param reason what is wrong, and what to do
     */
    public record TroubleResource(String operator, int task, String reason) {

        static TroubleResource of(Trouble trouble) {
            return new TroubleResource(trouble.operator(), trouble.taskIndex(), trouble.reason());
        }
    }

    /**
     * A step that has held up others.
     *
     * @param operator the step
     * @param seconds how long a call has taken
     * @param where the innermost frame of the user's code
     */
    public record SlowResource(String operator, double seconds, String where) {

        static SlowResource of(SlowCall call) {
            return new SlowResource(call.operator(), call.took().toMillis() / 1000.0, call.where());
        }
    }

    /**
     * A step.
     *
     * @param name name of the step
     * @param kind what kind of step it is
     * @param stage name of the stage that it is fused into
     * @param parallelism number of tasks
     * @param blocking whether its code may block
     * @param errorPolicy what becomes of a record for which its code throws
     * @param retries how often its code is called again for a record before that
     * @param aggregation one-stage or two-stage, or null
     * @param outputType type of its results, or null
     * @param states names of its keyed state
     * @param recordsIn records taken
     * @param recordsOut records given
     * @param recordsInPerSecond records taken in a second
     * @param recordsOutPerSecond records given in a second
     * @param recordsSkipped records left out because the code threw
     * @param recordsDeadLettered records that became dead letters because the code threw
     * @param callsRetried calls of the code for records for which it had thrown before
     * @param recordsLate records that came too late
     * @param watermark lowest watermark over its tasks, or null
     * @param ended whether its stream has ended
     * @param maxOverflow most records that waited because the output was full
     * @param load what its tasks spend their time on, or null if that is not known yet
     */
    public record OperatorResource(
            String name,
            String kind,
            String stage,
            int parallelism,
            boolean blocking,
            ErrorPolicy errorPolicy,
            int retries,
            @Nullable String aggregation,
            @Nullable String outputType,
            List<String> states,
            long recordsIn,
            long recordsOut,
            double recordsInPerSecond,
            double recordsOutPerSecond,
            long recordsSkipped,
            long recordsDeadLettered,
            long callsRetried,
            long recordsLate,
            @Nullable Instant watermark,
            boolean ended,
            long maxOverflow,
            @Nullable OperatorLoadResource load) {

        static OperatorResource of(
                StepDescription step, OperatorStatus status, Rates rates, @Nullable OperatorLoadResource load) {
            return new OperatorResource(
                    step.name(),
                    step.kind(),
                    status.stage(),
                    status.parallelism(),
                    step.isBlocking(),
                    step.errorPolicy(),
                    step.retries(),
                    step.aggregation(),
                    step.outputType(),
                    step.states(),
                    status.recordsIn(),
                    status.recordsOut(),
                    rates.in(step.name()),
                    rates.out(step.name()),
                    status.skippedRecords(),
                    status.deadLetters(),
                    status.retries(),
                    status.lateRecords(),
                    instant(status.watermarkMillis()),
                    status.watermarkMillis() == EventTime.END,
                    status.maxOverflow(),
                    load);
        }
    }

    /**
     * An edge.
     *
     * @param from step upstream
     * @param to step downstream
     * @param sideOutput side output that it carries, or null for the main one
     * @param partitioning how records are dealt
     * @param keyType type of the key, or null
     * @param records records so far
     * @param recordsPerSecond records in a second
     */
    public record EdgeResource(
            String from,
            String to,
            @Nullable String sideOutput,
            String partitioning,
            @Nullable String keyType,
            long records,
            double recordsPerSecond) {

        static EdgeResource of(StepDescription step, InputDescription input, OperatorStatus from, Rates rates) {
            String side = input.sideOutput();
            return new EdgeResource(
                    input.from(),
                    step.name(),
                    side,
                    input.partitioning(),
                    input.keyType(),
                    side == null ? from.recordsOut() : from.sideRecordsOut().getOrDefault(side, 0L),
                    side == null ? rates.out(input.from()) : rates.side(input.from(), side));
        }
    }
}
