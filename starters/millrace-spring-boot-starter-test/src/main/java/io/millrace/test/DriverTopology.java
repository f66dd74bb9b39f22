package io.millrace.test;

import io.millrace.function.OutputTag;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Partitioning;
import io.millrace.topology.Retry;
import io.millrace.topology.Step;
import io.millrace.topology.StepInput;
import io.millrace.topology.StepSpec;
import io.millrace.topology.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A topology as the driver runs it: sources that a test feeds, sinks that keep what they get, and a capturing sink at
 * every other output. Everything else is as the user wrote it.
 */
final class DriverTopology {

    /** Beginning of the names of the steps that the driver adds. */
    static final String TAP = "millrace-test-tap-";

    private final DriverOptions options;
    private final Map<String, FedSource> sources = new LinkedHashMap<>();
    private final Map<String, Capture> captures = new LinkedHashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final Topology original;
    private final Topology topology;

    DriverTopology(Topology original, DriverOptions options) {
        this.options = options;
        this.original = original;
        original.steps().forEach(this::place);
        this.topology = original.withSteps(steps);
    }

    Topology topology() {
        return topology;
    }

    Map<String, FedSource> sources() {
        return sources;
    }

    Map<String, Capture> captures() {
        return captures;
    }

    private void place(Step step) {
        StepSpec spec = specOf(step);
        steps.add(new Step(
                step.name(),
                spec,
                step.inputs(),
                step.parallelism(),
                step.isBlocking(),
                step.startsStage(),
                step.errorPolicy(),
                step.outputType(),
                step.formerly(),
                atOnce(step.retry())));
        if (!step.spec().isSink()) {
            tap(step, null);
            sideOutputs(step, spec).forEach(side -> tap(step, side));
        } else if (options.isKept(step.name())) {
            steps.add(reader(step.inputs(), step, capture(step.name())));
        }
    }

    /** A test has no time to wait; how often code is called again stays as it is. */
    private static Retry atOnce(Retry retry) {
        return new Retry(retry.retries(), Duration.ZERO, Duration.ZERO);
    }

    private StepSpec specOf(Step step) {
        if (step.spec().isSource()) {
            FedSource source = new FedSource();
            sources.put(step.name(), source);
            return new StepSpec.ReadSource(source, watermarksOf(step));
        }
        if (step.spec().isSink() && !options.isKept(step.name())) {
            return writeTo(capture(step.name()));
        }
        if (!(step.spec() instanceof StepSpec.Declared)) {
            return step.spec();
        }
        StepSpec declared = options.declared().get(step.name());
        if (declared == null) {
            throw new IllegalArgumentException(
                    "Step is declared elsewhere, and the test has not said what it does: step="
                            + step.name() + ", kind=" + step.spec().kind()
                            + "; use builder(topology).declare(\"" + step.name() + "\", function), or @MillraceTest");
        }
        return declared;
    }

    private static WatermarkStrategy<?> watermarksOf(Step step) {
        return step.spec() instanceof StepSpec.ReadSource read ? read.watermarks() : WatermarkStrategy.inOrder();
    }

    /** Side outputs that something reads, that take late records, or that the test asked for. */
    private List<String> sideOutputs(Step step, StepSpec spec) {
        List<String> sides = new ArrayList<>();
        for (Step reader : original.steps()) {
            for (StepInput input : reader.inputs()) {
                if (input.from().equals(step.name()) && input.sideOutput() != null) {
                    sides.add(input.sideOutput());
                }
            }
        }
        if (spec instanceof StepSpec.WindowAggregate window) {
            OutputTag<?> late = window.lateRecords();
            if (late != null) {
                sides.add(late.name());
            }
        }
        sides.addAll(options.sideOutputs().getOrDefault(step.name(), List.of()));
        return sides.stream().distinct().toList();
    }

    private void tap(Step step, @Nullable String side) {
        String output = side == null ? step.name() : step.name() + "." + side;
        StepInput input = new StepInput(step.name(), side, Partitioning.FORWARD, 0);
        steps.add(reader(List.of(input), step, capture(output)));
    }

    /** Stands first among the readers of an output, so that it sees a value before anybody can change it. */
    private Step reader(List<StepInput> inputs, Step like, Capture capture) {
        String name = TAP + captures.size();
        return new Step(
                name, writeTo(capture), inputs, null, like.isBlocking(), false, like.errorPolicy(), like.outputType());
    }

    private Capture capture(String output) {
        Capture capture = new Capture(output, options.isChecking());
        captures.put(output, capture);
        return capture;
    }

    private static StepSpec writeTo(Capture capture) {
        return new StepSpec.WriteSink(capture, capture);
    }
}
