package io.millrace.worker.rocks;

import io.millrace.partition.KeyGroups;
import io.millrace.partition.StableHash;
import io.millrace.source.Sources;
import io.millrace.state.StateHandle;
import io.millrace.state.ValueState;
import io.millrace.stream.TopologyBuilder;
import io.millrace.type.TypeRef;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.Manifest;
import io.millrace.worker.snapshot.CutTimes;
import io.millrace.worker.snapshot.KeyedSections;
import io.millrace.worker.snapshot.OwnerNames;
import io.millrace.worker.snapshot.Restored;
import io.millrace.worker.snapshot.SharedNames;
import io.millrace.worker.snapshot.TableFiles;
import io.millrace.worker.snapshot.TablePlace;
import io.millrace.worker.snapshot.TableReader;
import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.snapshot.TaskSnapshot;
import io.millrace.worker.state.KeyAtHand;
import io.millrace.worker.state.KeyTables;
import io.millrace.worker.state.KeyedStates;
import io.millrace.worker.state.StateBackend;
import io.millrace.worker.state.TaskTables;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The keyed state of one task of a step, without the task: a value, and one that expires, for each key. */
final class WorkingTask implements AutoCloseable {

    static final String OPERATOR = "operator";
    private static final long START_MILLIS = 1_000_000;
    static final KeyGroups GROUPS = new KeyGroups(64);

    private static final StateHandle<ValueState<String>> VALUE = StateHandle.value("value", String.class);
    private static final StateHandle<ValueState<Integer>> LENGTH =
            StateHandle.value("length", Integer.class).withTtl(Duration.ofDays(1));

    private final TaskId id;
    private final TaskTables tables;
    private final KeyTables ofOperator;
    private final KeyAtHand key = new KeyAtHand();
    private final KeyedStates states;
    private final KeyedSections sections;
    private final SharedNames names = new SharedNames();

    WorkingTask(StateBackend backend, int task, int parallelism) {
        this.id = new TaskId(1, List.of(OPERATOR), task, parallelism);
        this.tables = backend.task(id.file());
        this.ofOperator = tables.of(OPERATOR, TypeRef.of(String.class));
        this.states = new KeyedStates(List.of(VALUE, LENGTH), key, ofOperator);
        this.sections = new KeyedSections(OPERATOR, TypeRef.of(String.class), states.parts(), SharedRocks.codecs());
        states.startCall(START_MILLIS);
    }

    /** What a checkpoint holds, by the names of today. */
    static Restored restored(CheckpointStore store, Manifest manifest) throws Exception {
        TopologyBuilder builder = TopologyBuilder.named("orders");
        builder.source("words", Sources.of("a")).sink("sink", word -> {});
        return Restored.of(manifest, store, new OwnerNames(builder.build(), Set.of()));
    }

    TaskId id() {
        return id;
    }

    boolean owns(String ofKey) {
        return GROUPS.taskOfHash(StableHash.of(ofKey), id.parallelism()) == id.task();
    }

    void set(String ofKey, String value) {
        turnTo(ofKey);
        states.state(VALUE).set(value);
        states.state(LENGTH).set(value.length());
        ofOperator.startCall();
    }

    void clear(String ofKey) {
        turnTo(ofKey);
        states.state(VALUE).clear();
        states.state(LENGTH).clear();
        ofOperator.startCall();
    }

    String get(String ofKey) {
        turnTo(ofKey);
        String value = states.state(VALUE).get();
        Integer length = states.state(LENGTH).get();
        ofOperator.startCall();
        if (value == null ? length != null : length == null || value.length() != length) {
            throw new AssertionError("Two states of a key are not of one time: key=" + ofKey);
        }
        return value;
    }

    /** Turns to a time since the start, at which what was written a day before has expired. */
    void passTo(Duration sinceStart) {
        states.startCall(START_MILLIS + sinceStart.toMillis());
    }

    /** The value of the state that expires. */
    Integer length(String ofKey) {
        turnTo(ofKey);
        return states.state(LENGTH).get();
    }

    long size() {
        return states.size() / 2;
    }

    TaskSnapshot freeze(long checkpointId) {
        TaskSnapshot.Builder builder = new TaskSnapshot.Builder(id, checkpointId, false);
        builder.facts(OPERATOR, "task", Map.of("watermark", "7"));
        builder.keyed(sections);
        if (tables instanceof TableFiles files) {
            builder.files(files.freezeFiles(), names);
        }
        return builder.build(new CutTimes(0, 0));
    }

    void restore(Restored restored, TableReader reader) throws Exception {
        TableFiles files = tables instanceof TableFiles filed ? filed : null;
        restored.restoreKeyed(id, Map.of(OPERATOR, sections), new TablePlace(files, reader, names));
    }

    private void turnTo(String ofKey) {
        key.set(ofKey, StableHash.of(ofKey));
    }

    @Override
    public void close() {
        tables.close();
    }
}
