package io.millrace.master.rest;

import io.millrace.control.ApplicationControl;
import io.millrace.control.NearestNames;
import io.millrace.control.TopologyView;
import io.millrace.metric.Metric;
import io.millrace.metric.MetricHistory;
import io.millrace.metric.MetricQuery;
import io.millrace.metric.MetricSeries;
import io.millrace.topology.TopologyDescription.StepDescription;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** How the metrics of a topology were over time, put together from what all members know. */
@RestController
@RequestMapping("/api/v1/applications/{application}/topologies/{topology}/metrics")
public final class MetricsController {

    /** So long each second is known. */
    private static final Duration USUAL_RANGE = Duration.ofMinutes(15);

    private final ApplicationControl control;
    private final Clock clock;

    /** Shows what the control port shows. */
    public MetricsController(ApplicationControl control, Clock clock) {
        this.control = control;
        this.clock = clock;
    }

    /** What can be asked for. */
    @GetMapping
    public Metrics metrics(@PathVariable("application") String application, @PathVariable("topology") String topology) {
        ApplicationNames.require(application, control);
        control.topology(topology);
        return new Metrics(
                Arrays.stream(Metric.values()).map(MetricResource::of).toList());
    }

    /** A metric over time. */
    @GetMapping("/{metric}")
    public Mono<MetricHistoryResource> metric(
            @PathVariable("application") String application,
            @PathVariable("topology") String topology,
            @PathVariable("metric") String name,
            @RequestParam(name = "operator", required = false) @Nullable String operator,
            @RequestParam(name = "task", required = false) @Nullable Integer task,
            @RequestParam(name = "by", defaultValue = "OPERATOR") By by,
            @RequestParam(name = "from", required = false) @Nullable Instant from,
            @RequestParam(name = "to", required = false) @Nullable Instant to,
            @RequestParam(name = "stepSeconds", defaultValue = "0") int stepSeconds) {
        ApplicationNames.require(application, control);
        TopologyView view = control.topology(topology);
        Metric metric = Metric.of(name).orElseThrow(() -> unknown("metric", name, ids()));
        Instant end = to == null ? clock.instant() : to;
        String known = operator == null ? null : operator(view, operator);
        try {
            Instant begin = from == null ? end.minus(USUAL_RANGE) : from;
            MetricQuery query = new MetricQuery(
                    metric, by == By.TASK, known, task, begin.toEpochMilli(), end.toEpochMilli(), stepSeconds);
            return Mono.fromFuture(control.history(view.name(), query)).map(MetricHistoryResource::of);
        } catch (DateTimeException | ArithmeticException e) {
            throw new WrongRequestException(
                    "Range of time cannot be told in milliseconds: from=" + from + ", to=" + end
                            + "; give times of this age",
                    e);
        } catch (IllegalArgumentException e) {
            throw new WrongRequestException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String operator(TopologyView view, String operator) {
        List<String> names =
                view.description().steps().stream().map(StepDescription::name).toList();
        if (!names.contains(operator)) {
            throw unknown("operator", operator, names);
        }
        return operator;
    }

    private static List<String> ids() {
        return Arrays.stream(Metric.values()).map(Metric::id).toList();
    }

    private static UnknownNameException unknown(String what, String name, List<String> known) {
        return new UnknownNameException(what, name, NearestNames.of(name, known, 3), known);
    }

    /** Which numbers are told by themselves. */
    public enum By {
        /** Those of each operator, over all its tasks. */
        OPERATOR,
        /** Those of each task. */
        TASK
    }

    /**
     * Metrics.
     *
     * @param metrics what can be asked for
     */
    public record Metrics(List<MetricResource> metrics) {}

    /**
     * A metric.
     *
     * @param name its name
     * @param unit its unit
     * @param kind what its numbers are, and so how those of several tasks and moments become one
     * @param ofOperators whether each operator has its own; else all that are fused to one task have the same
     */
    public record MetricResource(String name, String unit, Metric.Kind kind, boolean ofOperators) {

        static MetricResource of(Metric metric) {
            return new MetricResource(metric.id(), metric.unit(), metric.kind(), metric.isOfOperators());
        }
    }

    /**
     * A metric over time.
     *
     * @param metric the metric
     * @param stepSeconds time between two points, which may be longer than was asked for
     * @param series stage by stage, operator by operator, task by task
     * @param silentMembers numbers of the members that have not answered; what they know is missing
     */
    public record MetricHistoryResource(
            MetricResource metric, int stepSeconds, List<SeriesResource> series, List<Integer> silentMembers) {

        static MetricHistoryResource of(MetricHistory history) {
            return new MetricHistoryResource(
                    MetricResource.of(history.metric()),
                    history.stepSeconds(),
                    history.series().stream().map(SeriesResource::of).toList(),
                    history.silentMembers());
        }
    }

    /**
     * A metric of a task, or of all tasks of a stage, over time.
     *
     * @param stage name of the stage
     * @param operator name of the operator, or null if the metric is one of tasks
     * @param task number of the task, or null for all
     * @param points the oldest first; what is not known is left out
     */
    public record SeriesResource(
            String stage,
            @Nullable String operator,
            @Nullable Integer task,
            List<PointResource> points) {

        static SeriesResource of(MetricSeries series) {
            return new SeriesResource(
                    series.stage(),
                    series.operator(),
                    series.task(),
                    series.points().stream().map(PointResource::of).toList());
        }
    }

    /**
     * A moment.
     *
     * @param at begin of the step
     * @param value the number; of a distribution its median
     * @param distribution the rest of a distribution, or null if the metric is none
     */
    public record PointResource(
            Instant at, double value, @Nullable DistributionResource distribution) {

        static PointResource of(MetricSeries.Point point) {
            return new PointResource(
                    Instant.ofEpochMilli(point.atMillis()),
                    point.value(),
                    DistributionResource.of(point.distribution()));
        }
    }

    /**
     * How often which numbers occurred, within 1 %.
     *
     * @param count how many there were
     * @param p50 half of them were not more
     * @param p90 nine of ten were not more
     * @param p99 99 of a hundred were not more
     * @param p999 999 of a thousand were not more
     * @param max the greatest
     */
    public record DistributionResource(long count, double p50, double p90, double p99, double p999, double max) {

        static @Nullable DistributionResource of(MetricSeries.@Nullable Distribution distribution) {
            return distribution == null
                    ? null
                    : new DistributionResource(
                            distribution.count(),
                            distribution.p50(),
                            distribution.p90(),
                            distribution.p99(),
                            distribution.p999(),
                            distribution.max());
        }
    }
}
