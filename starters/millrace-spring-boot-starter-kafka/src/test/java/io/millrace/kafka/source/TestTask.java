package io.millrace.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kafka.KafkaSource;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitDiscovery;
import io.millrace.source.SplitReader;
import io.millrace.source.SplitReader.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A task that drives a source as the engine does, but only when the test lets it. */
final class TestTask<T> implements AutoCloseable {

    /** Timestamp of a record that has none. */
    static final long NO_TIMESTAMP = Long.MIN_VALUE;

    private static final int MAX_RECORDS = 100;

    private final KafkaSource<T> source;
    private final TestContext context;
    private final SplitDiscovery discovery;
    private final Map<String, SplitReader<T>> readers = new LinkedHashMap<>();
    private final Map<String, Progress> progress = new HashMap<>();
    private final Map<String, List<T>> values = new LinkedHashMap<>();
    private final List<Long> timestampsMillis = new ArrayList<>();
    private boolean isNew;

    TestTask(KafkaSource<T> source, TestContext context) {
        this.source = source;
        this.context = context;
        this.discovery = source.discover(context);
    }

    static <T> TestTask<T> of(KafkaSource<T> source) {
        return new TestTask<>(source, TestContext.of(0, 1));
    }

    /** Goes on from the positions of a checkpoint; splits that it does not know are new. */
    static <T> TestTask<T> restored(KafkaSource<T> source, Map<String, String> positions) {
        TestTask<T> task = of(source);
        positions.forEach((split, position) -> task.open(split, source.open(split, position, task.context)));
        task.isNew = true;
        return task;
    }

    TestContext context() {
        return context;
    }

    /** Opens what was found, and reads something of each split. */
    void turn() throws Exception {
        find();
        for (Map.Entry<String, SplitReader<T>> reader : List.copyOf(readers.entrySet())) {
            Progress reached = reader.getValue().read(new Output(values.get(reader.getKey())));
            progress.put(reader.getKey(), reached);
            if (reached == Progress.END) {
                reader.getValue().close();
                readers.remove(reader.getKey());
            }
        }
    }

    /** Opens what was found, and reads nothing. */
    void find() throws Exception {
        for (String split : discovery.poll()) {
            if (discovery.owns(split) && !values.containsKey(split)) {
                open(split, source.open(split, isNew ? context.withNewSplits() : context));
            }
        }
        isNew |= discovery.progress() != SplitDiscovery.Progress.LOOKING;
    }

    SplitDiscovery.Progress found() {
        return discovery.progress();
    }

    Progress progress(String split) {
        return progress.get(split);
    }

    List<T> values(String split) {
        return values.getOrDefault(split, List.of());
    }

    int count() {
        return values.values().stream().mapToInt(List::size).sum();
    }

    List<Long> timestampsMillis() {
        return timestampsMillis;
    }

    /** Reads until there are this many records, and sees that there are no more. */
    void read(int expected) {
        Eventually.until(() -> {
            turn();
            return count() >= expected;
        });
        assertThat(count()).isEqualTo(expected);
    }

    /** Reads to the end. */
    void end() {
        Eventually.until(() -> {
            turn();
            return isAtEnd();
        });
    }

    /** Reads until it fails. */
    Throwable failure() {
        Throwable[] failure = new Throwable[1];
        Eventually.until(() -> {
            try {
                turn();
            } catch (RuntimeException e) {
                failure[0] = e;
            }
            return failure[0] != null;
        });
        return failure[0];
    }

    boolean isAtEnd() {
        return discovery.progress() == SplitDiscovery.Progress.COMPLETE && readers.isEmpty();
    }

    Map<String, String> positions() {
        Map<String, String> positions = new LinkedHashMap<>();
        readers.forEach((split, reader) -> positions.put(split, reader.position()));
        return positions;
    }

    void complete() throws Exception {
        for (SplitReader<T> reader : readers.values()) {
            reader.onCheckpointCompleted(reader.position());
        }
    }

    @Override
    public void close() {
        try {
            for (SplitReader<T> reader : readers.values()) {
                reader.close();
            }
            discovery.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void open(String split, SplitReader<T> reader) {
        readers.put(split, reader);
        values.put(split, new ArrayList<>());
    }

    private final class Output implements SourceOutput<T> {

        private final List<T> taken;
        private int emitted;

        Output(List<T> taken) {
            this.taken = taken;
        }

        @Override
        public void emit(T value) {
            emit(value, NO_TIMESTAMP);
        }

        @Override
        public void emit(T value, long timestampMillis) {
            emitted++;
            taken.add(value);
            timestampsMillis.add(timestampMillis);
        }

        @Override
        public boolean isFull() {
            return emitted >= MAX_RECORDS;
        }
    }
}
