package io.millrace.worker.simulation.crash;

import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyState;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.exchange.ExchangeSettings;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.snapshot.Codecs;
import io.millrace.worker.supervise.LocalTasks;
import io.millrace.worker.supervise.RestoreRefusedException;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.supervise.TaskEvents;
import io.millrace.worker.supervise.TaskGroup;
import io.millrace.worker.supervise.TaskHost;
import io.millrace.worker.supervise.TopologySupervisor;
import io.millrace.worker.task.Checkpoints;
import io.millrace.worker.task.Taps;
import io.millrace.worker.task.Task;
import io.millrace.worker.task.TaskEnvironment;
import io.millrace.worker.task.TaskGraph;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One life of the process: supervisor and tasks, called in an order that the seed decides, until it ends or dies. */
final class SimulatedProcess implements TaskHost {

    private static final int MAX_STEPS = 400_000;
    private static final int IDLE_STEPS = 60;

    private final UnaryOperator<Checkpoints> places;
    private final Random random;
    private final Chaos chaos;
    private final VirtualClock clock;
    private final ExchangeSettings exchange;
    private final TopologySupervisor supervisor;
    private final List<LivingTask> living = new ArrayList<>();
    private TopologyState state = TopologyState.STARTING;
    private @Nullable TopologyFailure failure;
    private int idleSteps;
    private boolean isStopAsked;

    SimulatedProcess(
            Plan plan,
            SupervisorSettings settings,
            CheckpointStore store,
            Codecs codecs,
            UnaryOperator<Checkpoints> places,
            Random random,
            Chaos chaos,
            VirtualClock clock) {
        this.places = places;
        this.random = random;
        this.chaos = chaos;
        this.clock = clock;
        int batchSize = 1 + random.nextInt(random.nextBoolean() ? 4 : 32);
        this.exchange = new ExchangeSettings(batchSize, 2 + random.nextInt(3), random.nextInt(3) * 1_000_000L);
        this.supervisor = new TopologySupervisor(plan, settings, store, codecs, clock::nanos, this, () -> {});
    }

    /** Lives until the topology has ended, or something dies; {@link Chaos.ProcessDied} and crashes of the disk pass. */
    TopologyState live() throws IOException, RestoreRefusedException {
        supervisor.start(clock.millis());
        int stopAt = random.nextInt(12) == 0 ? random.nextInt(2000) : Integer.MAX_VALUE;
        for (int steps = 0; !supervisor.isOver(); steps++) {
            if (steps > MAX_STEPS) {
                throw new AssertionError("Topology hangs: state=" + state + ", tasks="
                        + living.stream().map(LivingTask::toString).toList() + ", checkpoints="
                        + supervisor.status());
            }
            if (steps == stopAt && !chaos.isOver()) {
                isStopAsked = true;
                supervisor.stop();
            }
            step();
            if (chaos.isDown()) {
                throw new Chaos.ProcessDied();
            }
        }
        return state;
    }

    boolean isStopAsked() {
        return isStopAsked;
    }

    @Nullable
    TopologyFailure failure() {
        return failure;
    }

    long restarts() {
        return supervisor.status().restarts();
    }

    long checkpoints() {
        return supervisor.status().completed();
    }

    private void step() {
        clock.pass(random.nextInt(200_000));
        if (random.nextInt(4) == 0 || living.isEmpty()) {
            long next = supervisor.work(clock.millis());
            boolean isDue = next <= clock.millis();
            idleSteps = isDue ? 0 : idleSteps + 1;
        } else {
            LivingTask each = living.get(random.nextInt(living.size()));
            int burst = random.nextInt(8) == 0 ? 10 : 1;
            for (int i = 0; i < burst && living.contains(each); i++) {
                call(each);
            }
        }
        if (idleSteps > IDLE_STEPS) {
            clock.pass(1_000_000L * (1 + random.nextInt(50)));
            idleSteps = 0;
        }
    }

    private void call(LivingTask each) {
        Task.Progress progress = each.advance(clock.nanos(), clock.millis());
        idleSteps = progress == Task.Progress.WORKED ? 0 : idleSteps + 1;
        if (progress == Task.Progress.DONE) {
            living.remove(each);
        }
    }

    @Override
    public TaskGroup build(Plan region, long attempt, Checkpoints checkpoints) {
        List<Task> tasks = TaskGraph.build(
                region, new TaskEnvironment(exchange, clock::millis, new Taps(), places.apply(checkpoints)));
        tasks.forEach(Task::checkRestore);
        return new Group(tasks);
    }

    @Override
    public void interruptReads() {
        // Nobody waits in a simulation.
    }

    @Override
    public void onState(TopologyState to, @Nullable TopologyFailure why) {
        state = to;
        failure = why == null ? failure : why;
    }

    /** Tasks that are called as the seed decides. */
    private final class Group extends LocalTasks {

        Group(List<Task> tasks) {
            super(tasks);
        }

        @Override
        public void launch(TaskEvents events) {
            tasks().forEach(task -> living.add(new LivingTask(task, events, () -> {})));
        }

        @Override
        public void cancel() {
            living.stream().filter(each -> each.isOneOf(tasks())).forEach(LivingTask::cancel);
        }
    }
}
