package io.millrace.worker.task;

import io.millrace.worker.exchange.ExchangeSettings;
import io.millrace.worker.exchange.Waker;
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

/** The tasks of a plan that are here, with their channels. Whoever has it calls the tasks: threads, or a simulator. */
public final class TaskGraph {

    private final Plan plan;
    private final TaskEnvironment environment;
    private final TaskPlaces places;
    private final Map<Stage, List<TaskWaker>> wakers = new HashMap<>();
    private final ChannelEnds channels;

    private TaskGraph(Plan plan, TaskEnvironment environment, TaskPlaces places) {
        this.plan = plan;
        this.environment = environment;
        this.places = places;
        this.channels = new ChannelEnds(environment.exchange(), places, this::waker);
    }

    /**
     * Builds the tasks of a plan, each after those that it reads from.
     *
     * @param clockMillis processing time, for sources that ask for it
     * @throws SourceUnavailableException if a source does not say what its splits are
     */
    public static List<Task> build(Plan plan, ExchangeSettings settings, LongSupplier clockMillis) {
        return build(plan, new TaskEnvironment(settings, clockMillis, new Taps(), Checkpoints.NONE));
    }

    /** Builds all tasks of a plan. */
    public static List<Task> build(Plan plan, TaskEnvironment environment) {
        return build(plan, environment, SourceSplits.ask(plan), TaskPlaces.LOCAL);
    }

    /** Builds the tasks of a plan that are here. */
    public static List<Task> build(Plan plan, TaskEnvironment environment, SourceSplits splits, TaskPlaces places) {
        TaskGraph graph = new TaskGraph(plan, environment, places);
        graph.makeWakers();
        plan.exchanges().forEach(graph.channels::add);
        return graph.makeTasks(splits);
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

    private List<Task> makeTasks(SourceSplits splits) {
        Map<Stage, WatermarkBoundaries> boundaries = WatermarkInterest.of(plan);
        EmptyTasks empty = new EmptyTasks(plan, splits);
        List<Task> tasks = new ArrayList<>();
        for (Stage stage : plan.stages()) {
            StageAssembly assembly = new StageAssembly(
                    plan, stage, environment, Objects.requireNonNull(boundaries.get(stage)), empty, splits);
            for (int i = 0; i < stage.parallelism(); i++) {
                if (places.isHere(stage, i)) {
                    ChainTask task = assembly.task(i, ofStage(stage).get(i), channels);
                    if (plan.isBoundByLease(stage)) {
                        task.bindTo(places.lease());
                    }
                    tasks.add(task);
                }
            }
        }
        return tasks;
    }

    private Waker waker(Stage stage, int task) {
        return ofStage(stage).get(task);
    }

    private List<TaskWaker> ofStage(Stage stage) {
        List<TaskWaker> ofStage = wakers.get(stage);
        if (ofStage == null) {
            throw new IllegalStateException("Stage is not of this plan: stage=" + stage.name());
        }
        return ofStage;
    }
}
