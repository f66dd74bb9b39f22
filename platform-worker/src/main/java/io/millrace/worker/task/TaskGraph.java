package io.millrace.worker.task;

import io.millrace.worker.exchange.Channel;
import io.millrace.worker.exchange.ExchangeSettings;
import io.millrace.worker.plan.Exchange;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.plan.Stage;
import io.millrace.worker.plan.WatermarkInterest;
import io.millrace.worker.watermark.WatermarkBoundaries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

/** All tasks of a plan, with the channels between them. Whoever has it calls the tasks: threads, or a simulator. */
public final class TaskGraph {

    private final Plan plan;
    private final ExchangeSettings settings;
    private final Taps taps;
    private final Checkpoints checkpoints;
    private final Map<Stage, List<TaskWaker>> wakers = new HashMap<>();
    private final Map<Exchange, Channel[][]> channels = new HashMap<>();

    private TaskGraph(Plan plan, ExchangeSettings settings, Taps taps, Checkpoints checkpoints) {
        this.taps = taps;
        this.checkpoints = checkpoints;
        this.plan = plan;
        this.settings = settings;
    }

    /**
     * Builds the tasks of a plan, each after those that it reads from.
     *
     * @param clockMillis processing time, for sources that ask for it
     * @throws SourceUnavailableException if a source does not say what its splits are
     */
    public static List<Task> build(Plan plan, ExchangeSettings settings, LongSupplier clockMillis) {
        return build(plan, settings, clockMillis, new Taps());
    }

    /** Builds the tasks of a plan, with places to listen to their results. */
    public static List<Task> build(Plan plan, ExchangeSettings settings, LongSupplier clockMillis, Taps taps) {
        return build(plan, settings, clockMillis, taps, Checkpoints.NONE);
    }

    /** Builds the tasks of a plan, that take part in checkpoints. */
    public static List<Task> build(
            Plan plan, ExchangeSettings settings, LongSupplier clockMillis, Taps taps, Checkpoints checkpoints) {
        TaskGraph graph = new TaskGraph(plan, settings, taps, checkpoints);
        graph.makeWakers();
        graph.makeChannels();
        return graph.makeTasks(clockMillis);
    }

    private void makeWakers() {
        for (Stage stage : plan.stages()) {
            List<TaskWaker> ofStage = new ArrayList<>();
            for (int i = 0; i < stage.parallelism(); i++) {
                ofStage.add(new TaskWaker());
            }
            wakers.put(stage, ofStage);
        }
    }

    private void makeChannels() {
        for (Exchange exchange : plan.exchanges()) {
            int from = exchange.from().stage().parallelism();
            int to = exchange.to().parallelism();
            Channel[][] ofExchange = new Channel[from][to];
            for (int i = 0; i < from; i++) {
                for (int j = 0; j < to; j++) {
                    if (!exchange.isOneToOne() || i == j) {
                        ofExchange[i][j] = channel(exchange, i, j);
                    }
                }
            }
            channels.put(exchange, ofExchange);
        }
    }

    private Channel channel(Exchange exchange, int from, int to) {
        return new Channel(
                settings, exchange.isKeyed(), waker(exchange.from().stage(), from), waker(exchange.to(), to));
    }

    private List<Task> makeTasks(LongSupplier clockMillis) {
        Map<Stage, WatermarkBoundaries> boundaries = WatermarkInterest.of(plan);
        EmptyTasks empty = new EmptyTasks();
        List<Task> tasks = new ArrayList<>();
        for (Stage stage : plan.stages()) {
            StageAssembly assembly = new StageAssembly(
                    plan,
                    stage,
                    settings,
                    Objects.requireNonNull(boundaries.get(stage)),
                    clockMillis,
                    empty,
                    taps,
                    checkpoints);
            for (int i = 0; i < stage.parallelism(); i++) {
                tasks.add(assembly.task(i, waker(stage, i), channels));
            }
        }
        return tasks;
    }

    private TaskWaker waker(Stage stage, int task) {
        List<TaskWaker> ofStage = wakers.get(stage);
        if (ofStage == null) {
            throw new IllegalStateException("Stage is not of this plan: stage=" + stage.name());
        }
        return ofStage.get(task);
    }
}
