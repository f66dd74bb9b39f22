package io.millrace.master.server;

import io.millrace.aggregate.Aggregates;
import io.millrace.control.ApplicationControl;
import io.millrace.control.TopologyView;
import io.millrace.control.UnknownTopologyException;
import io.millrace.deadletter.DeadLetter;
import io.millrace.function.OutputTag;
import io.millrace.source.Sources;
import io.millrace.status.OperatorStatus;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.TopologyDescription;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An application without an engine, whose counters follow the clock. */
final class FakeApplication implements ApplicationControl {

    private static final OutputTag<String> LONG_WORDS = OutputTag.of("long-words", String.class);
    private static final String NAME = "word-count";

    private final TopologyDescription description = describe();
    private final long startMillis = System.currentTimeMillis();
    private volatile TopologyState state = TopologyState.RUNNING;
    private volatile int starts;

    int starts() {
        return starts;
    }

    @Override
    public String application() {
        return "demo";
    }

    @Override
    public List<TopologyView> topologies() {
        return List.of(topology(NAME));
    }

    @Override
    public TopologyView topology(String name) {
        if (!name.equals(NAME)) {
            throw new UnknownTopologyException(name, List.of(NAME));
        }
        long millis = System.currentTimeMillis() - startMillis;
        List<OperatorStatus> operators = description.steps().stream()
                .map(step -> new OperatorStatus(
                        step.name(),
                        step.name(),
                        2,
                        step.kind().equals("source") ? 0 : millis * 10,
                        step.kind().equals("sink") ? 0 : millis * 10,
                        step.name().equals("words") ? Map.of("long-words", millis) : Map.of(),
                        0,
                        0,
                        0,
                        step.name().equals("counts") ? 7 : 0,
                        startMillis + millis - 1200,
                        0))
                .toList();
        return new TopologyView(
                description, new TopologyStatus(NAME, state, null, operators, List.of(), List.of()), startMillis);
    }

    @Override
    public List<DeadLetter> deadLetters(String name, int limit) {
        return List.of();
    }

    @Override
    public void start(String name) {
        topology(name);
        starts++;
        state = TopologyState.RUNNING;
    }

    @Override
    public void stop(String name) {
        topology(name);
        state = TopologyState.STOPPED;
    }

    private static TopologyDescription describe() {
        TopologyBuilder topology = TopologyBuilder.named(NAME);
        DataStream<String> words = topology.source("lines", Sources.steady(100, number -> "line " + number))
                .flatMap("words", (line, out) -> out.emit(line));
        words.typed(String.class)
                .keyBy(word -> word)
                .window(WindowSpec.tumbling(Duration.ofSeconds(1)))
                .aggregate("counts", Aggregates.count())
                .blockingSink("output", count -> {});
        words.sideOutput(LONG_WORDS).map("marked", word -> word + "!").sink("long-output", word -> {});
        return topology.build().description();
    }
}
