package io.millrace.worker.rocks;

import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;
import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import io.millrace.state.StateHandle;
import io.millrace.state.ValueState;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Guarantee;
import io.millrace.topology.Topology;
import io.millrace.type.TypeRef;
import io.millrace.worker.TaskExecutor;
import io.millrace.worker.TopologyRun;
import io.millrace.worker.WorkerSettings;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.FileCheckpointStore;
import io.millrace.worker.checkpoint.NioDisk;
import io.millrace.worker.schedule.TaskThread;
import io.millrace.worker.supervise.RestartBudget;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.task.Taps;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Main class that fills a state of so many keys with a kilobyte each, updates it at random, stops, starts anew from the
 * checkpoint and samples it. Says what it has found.
 */
final class LargeState {

    private static final int VALUE_BYTES = 1024;
    private static final StateHandle<ValueState<byte[]>> STATE = StateHandle.value("state", byte[].class);

    private final int keys;
    private final int updates;
    private final int samples;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();

    private LargeState(int keys) {
        this.keys = keys;
        this.updates = keys + keys / 4;
        this.samples = keys / 50;
    }

    /** Takes the folder and the number of keys. */
    public static void main(String[] arguments) throws Exception {
        new LargeState(Integer.parseInt(arguments[1])).run(Path.of(arguments[0]));
    }

    private void run(Path folder) throws Exception {
        try (CheckpointStore store = FileCheckpointStore.open(NioDisk.at(folder.resolve("checkpoints")), "large")) {
            TopologyStatus stopped = live(store, folder, updates, true);
            System.out.println("filled: state=" + stopped.state() + ", updates=" + taken.get());
            TopologyStatus ended = live(store, folder, updates + samples, false);
            System.out.println("sampled: state=" + ended.state() + ", failure=" + ended.failure() + ", updates="
                    + taken.get() + ", wrong=" + wrong.get());
        }
    }

    private TopologyStatus live(CheckpointStore store, Path folder, int end, boolean isStopped) throws Exception {
        RocksSettings rocks = RocksSettings.defaults()
                .withFolder(folder)
                .withMemoryBytes(RocksSettings.MIN_MEMORY_BYTES)
                .withCachedEntries(1000);
        WorkerSettings settings =
                WorkerSettings.defaults().withParallelism(1).withThreads(1).withStopTimeout(Duration.ofMinutes(2));
        try (TaskExecutor executor = new TaskExecutor(settings, TaskThread::daemon, rocks)) {
            // An orderly stop has to have time for all of the state.
            SupervisorSettings checkpoints = new SupervisorSettings(
                    3_600_000, 100_000, 1, 100_000, RestartBudget.Settings.DEFAULT, 0, Set.of(), null, false);
            TopologyRun run = executor.run(topology(end, !isStopped), change -> {}, new Taps(), store, checkpoints);
            while (isStopped && taken.get() < end && !run.status().state().isTerminal()) {
                Thread.onSpinWait();
                run.await(Duration.ofMillis(50));
            }
            if (isStopped) {
                run.stop();
            }
            TopologyStatus status = run.await(Duration.ofMinutes(2));
            if (status.state() == TopologyState.FAILED) {
                throw new IllegalStateException("Topology has failed: " + status.failure());
            }
            return status;
        }
    }

    private Topology topology(int end, boolean isEnding) {
        TopologyBuilder builder = TopologyBuilder.named("large").guarantee(Guarantee.EXACTLY_ONCE);
        builder.source("updates", new Updates(end, isEnding))
                .keyBy(this::keyOf)
                .process("state", new Update(), STATE)
                .typed(Integer.class)
                .sink("out", isRight -> {
                    wrong.addAndGet(1 - isRight);
                    taken.incrementAndGet();
                });
        return builder.build();
    }

    /** Each key once, and then any. */
    private int keyOf(int update) {
        return update < keys ? (int) (update * 7919L % keys) : new Random(update).nextInt(keys);
    }

    /** The bytes of a key after so many updates: a counter and noise, so that nothing gets small. */
    private static byte[] valueOf(int key, int count) {
        byte[] value = new byte[VALUE_BYTES];
        new Random(31L * key + count).nextBytes(value);
        ByteBuffer.wrap(value).putInt(count);
        return value;
    }

    private final class Update implements KeyedProcess<Integer, Integer, Integer> {

        private static final long serialVersionUID = 1L;

        @Override
        public void onRecord(Integer update, KeyedContext<Integer> context, Emitter<Integer> out) {
            int key = keyOf(update);
            ValueState<byte[]> state = context.state(STATE);
            byte[] current = state.get();
            int count = current == null ? 0 : ByteBuffer.wrap(current).getInt();
            boolean isRight =
                    update < keys ? current == null : current != null && Arrays.equals(current, valueOf(key, count));
            state.set(valueOf(key, count + 1));
            out.emit(isRight ? 1 : 0);
        }
    }

    /** The numbers of the updates. */
    private record Updates(int end, boolean isEnding) implements Source<Integer> {

        @Override
        public List<String> splits() {
            return List.of("all");
        }

        @Override
        public TypeRef<?> type() {
            return TypeRef.of(Integer.class);
        }

        @Override
        public boolean isReplayable() {
            return true;
        }

        @Override
        public SplitReader<Integer> open(String split, SplitContext context) {
            return open(split, "0", context);
        }

        @Override
        public SplitReader<Integer> open(String split, String position, SplitContext context) {
            return new Reader(this, Integer.parseInt(position));
        }
    }

    private static final class Reader implements SplitReader<Integer> {

        private final Updates updates;
        private int next;

        Reader(Updates updates, int next) {
            this.updates = updates;
            this.next = next;
        }

        @Override
        public Progress read(SourceOutput<Integer> out) {
            while (next < updates.end() && !out.isFull()) {
                out.emit(next++, 0);
            }
            if (next < updates.end()) {
                return Progress.MORE;
            }
            return updates.isEnding() ? Progress.END : Progress.NOTHING_NOW;
        }

        @Override
        public String position() {
            return Integer.toString(next);
        }
    }
}
