package io.millrace.worker.snapshot;

import io.millrace.partition.KeyGroups;
import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.checkpoint.Manifest;
import io.millrace.worker.checkpoint.Section;
import io.millrace.worker.checkpoint.SnapshotReader;
import io.millrace.worker.checkpoint.SnapshotStore;
import io.millrace.worker.serial.IncompatibleSchemaException;
import io.millrace.worker.state.StoredPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A decided checkpoint that a topology goes on from: hands each task what falls to it, whatever the number of tasks was.
 *
 * <p><b>Thread.</b> Any; immutable. Reading keyed state blocks.
 */
public final class Restored {

    /** Name of the facts in which a source notes where its splits stand. */
    public static final String SPLITS = "splits";

    private final Manifest manifest;
    private final SnapshotStore store;
    private final OwnerNames owners;
    private final KeyGroups groups;
    private final List<TaskFacts> tasks = new ArrayList<>();

    private Restored(Manifest manifest, SnapshotStore store, OwnerNames owners) {
        this.manifest = manifest;
        this.store = store;
        this.owners = owners;
        this.groups = new KeyGroups(manifest.keyGroups());
    }

    /**
     * Reads the small facts and the pieces of all tasks.
     *
     * @param owners who owns the state of an operator today
     */
    public static Restored of(Manifest manifest, SnapshotStore store, OwnerNames owners)
            throws IOException, DamagedCheckpointException {
        Restored restored = new Restored(manifest, store, owners);
        for (Manifest.TaskEntry entry : manifest.tasks()) {
            try (SnapshotReader reader = store.open(manifest.checkpointId(), entry.file())) {
                restored.tasks.add(new TaskFacts(
                        entry,
                        reader.sections(),
                        Pieces.readAll(reader, entry.file().name())));
            }
        }
        return restored;
    }

    /** Number of the checkpoint. */
    public long checkpointId() {
        return manifest.checkpointId();
    }

    /** What it consists of. */
    public Manifest manifest() {
        return manifest;
    }

    /** Every section of every task, with the name of the operator that owns it today. */
    public void forEachSection(BiConsumer<String, Section> visitor) {
        for (TaskFacts task : tasks) {
            for (Section section : task.sections()) {
                visitor.accept(owners.of(section.operator()), section);
            }
        }
    }

    /** The facts that all tasks of an operator have noted under a name. */
    public List<Map<String, String>> facts(String operator, String name) {
        List<Map<String, String>> found = new ArrayList<>();
        forEachSection((owner, section) -> {
            if (owner.equals(operator) && section.name().equals(name)) {
                found.add(section.properties());
            }
        });
        return found;
    }

    /**
     * The pieces of an operator that fall to a task: all of one task of then fall to one task of now, in their order, and to
     * the task of the same number as long as there is one. Sinks count on both.
     */
    public List<byte[]> pieces(String operator, int task, int parallelism) {
        List<byte[]> own = new ArrayList<>();
        for (TaskFacts facts : tasks) {
            for (Pieces pieces : facts.pieces()) {
                if (facts.entry().task() % parallelism == task
                        && owners.of(pieces.operator()).equals(operator)) {
                    own.addAll(pieces.pieces());
                }
            }
        }
        return own;
    }

    /** The entry of the same task, if the stage and its number of tasks are what they were, or null. */
    public Manifest.@Nullable TaskEntry sameTask(TaskId task) {
        for (TaskFacts facts : tasks) {
            Manifest.TaskEntry entry = facts.entry();
            List<String> names = entry.operators().stream().map(owners::of).toList();
            if (entry.task() == task.task()
                    && entry.parallelism() == task.parallelism()
                    && names.equals(task.operators())) {
                return entry;
            }
        }
        return null;
    }

    /**
     * Gives the keyed state of operators back. Where it is kept as files, and task, tables and codecs are what they were, the
     * files are taken over as they are; otherwise their entries are read, those of the task's own key groups.
     *
     * @param byOperator the parts of each operator of the task
     * @param place where tables are put that are kept as files
     * @throws IncompatibleSchemaException if state cannot be read as today's types; the message names it
     */
    public void restoreKeyed(TaskId task, Map<String, KeyedSections> byOperator, TablePlace place)
            throws IOException, DamagedCheckpointException, IncompatibleSchemaException {
        OwnGroups own = OwnGroups.of(task, groups);
        List<TaskFacts> needed = tasks.stream()
                .filter(facts -> facts.holdsKeyed(byOperator.keySet(), owners) && overlaps(facts.entry(), task))
                .toList();
        for (TaskFacts facts : needed) {
            StoredFiles files = facts.files(store, manifest.checkpointId());
            if (files != null) {
                boolean isSame = needed.size() == 1 && facts.entry().equals(sameTask(task));
                if (!isSame || !adopt(facts, files, byOperator, place)) {
                    restoreTables(facts, files, byOperator, own, place.reader());
                }
            }
            restoreFile(facts.entry(), byOperator, own::has);
        }
    }

    /** Whether some keyed state is kept as files. */
    public boolean holdsFiles() {
        return tasks.stream().anyMatch(facts -> facts.sections().stream().anyMatch(StoredSection::is));
    }

    /** Operators whose state nobody owns today, and that may not be dropped; watermarks alone are no state. */
    public List<String> unowned() {
        List<String> unowned = new ArrayList<>();
        forEachSection((owner, section) -> {
            boolean isState = section.properties().containsKey(KeyedSections.KEY_SCHEMA)
                    || section.name().equals(Pieces.NAME)
                    || section.name().equals(SPLITS);
            if (isState && !owners.isPresent(owner) && !owners.mayDrop(owner) && !unowned.contains(owner)) {
                unowned.add(owner);
            }
        });
        return unowned;
    }

    /**
     * Finds out whether the keyed state of an operator can be read.
     *
     * @param parts what the operator keeps today, or null for nothing
     * @throws IncompatibleSchemaException if it cannot, or if there is state that nobody owns; the message names it
     */
    public void check(String operator, @Nullable KeyedSections parts) throws IncompatibleSchemaException {
        for (TaskFacts task : tasks) {
            for (Section section : task.sections()) {
                boolean isKeyed = section.properties().containsKey(KeyedSections.KEY_SCHEMA);
                if (isKeyed && owners.of(section.operator()).equals(operator)) {
                    check(operator, section, parts);
                }
            }
        }
    }

    private void check(String operator, Section section, @Nullable KeyedSections parts)
            throws IncompatibleSchemaException {
        if (parts != null && parts.has(section.name())) {
            parts.check(section);
        } else if (!owners.mayDrop(operator + "/" + section.name())) {
            throw IncompatibleSchemaException.unowned(operator, section.name());
        }
    }

    private boolean overlaps(Manifest.TaskEntry entry, TaskId task) {
        for (int group = 0; group < groups.count(); group++) {
            if (groups.taskOf(group, entry.parallelism()) == entry.task()
                    && groups.taskOf(group, task.parallelism()) == task.task()) {
                return true;
            }
        }
        return false;
    }

    /** Lets the tables of a task go on with the files; false if they cannot. */
    private boolean adopt(TaskFacts facts, StoredFiles files, Map<String, KeyedSections> byOperator, TablePlace place)
            throws IOException, DamagedCheckpointException {
        TableFiles tables = place.files();
        if (tables == null) {
            return false;
        }
        for (Section section : facts.sections()) {
            StoredPart stored = StoredSection.part(section);
            KeyedSections parts = byOperator.get(owners.of(section.operator()));
            if (stored != null && (parts == null || !parts.canAdopt(section, stored))) {
                return false;
            }
        }
        Path folder = tables.newFolder();
        files.copyInto(folder);
        tables.adopt(folder);
        files.tell(place.names());
        for (Section section : facts.sections()) {
            StoredPart stored = StoredSection.part(section);
            KeyedSections parts = byOperator.get(owners.of(section.operator()));
            if (stored != null && parts != null) {
                parts.adopt(section, stored);
            }
        }
        return true;
    }

    private void restoreTables(
            TaskFacts facts,
            StoredFiles files,
            Map<String, KeyedSections> byOperator,
            OwnGroups own,
            TableReader reader)
            throws IOException, DamagedCheckpointException, IncompatibleSchemaException {
        Path folder = reader.newFolder();
        files.copyInto(folder);
        try (StoredTables tables = reader.open(folder)) {
            for (Section section : facts.sections()) {
                StoredPart stored = StoredSection.part(section);
                KeyedSections parts = byOperator.get(owners.of(section.operator()));
                KeyedSections.RestoringTables restoring =
                        stored == null || parts == null ? null : parts.restoringTables(section, stored);
                if (restoring != null) {
                    restoring.take(tables, groups, own);
                }
            }
        }
    }

    private void restoreFile(
            Manifest.TaskEntry entry, Map<String, KeyedSections> byOperator, KeyedSections.GroupFilter isOwn)
            throws IOException, DamagedCheckpointException, IncompatibleSchemaException {
        try (SnapshotReader reader = store.open(manifest.checkpointId(), entry.file())) {
            Map<Integer, KeyedSections.Restoring> bySection = new HashMap<>();
            for (int i = 0; i < reader.sections().size(); i++) {
                Section section = reader.sections().get(i);
                KeyedSections parts = byOperator.get(owners.of(section.operator()));
                if (parts != null
                        && !StoredSection.is(section)
                        && section.properties().containsKey(KeyedSections.KEY_SCHEMA)) {
                    KeyedSections.Restoring restoring = parts.restoring(section, reader.entries(i));
                    if (restoring != null) {
                        bySection.put(i, restoring);
                    }
                }
            }
            for (SnapshotReader.Block block = reader.next(); block != null; block = reader.next()) {
                KeyedSections.Restoring restoring = bySection.get(block.section());
                if (restoring != null) {
                    restoring.take(block, groups, isOwn);
                }
            }
        }
    }

    /** What is known of a task without reading its keyed state. */
    private record TaskFacts(Manifest.TaskEntry entry, List<Section> sections, List<Pieces> pieces) {

        @Nullable
        StoredFiles files(SnapshotStore store, long checkpointId) {
            return StoredFiles.of(store, checkpointId, entry, sections);
        }

        boolean holdsKeyed(Set<String> operators, OwnerNames owners) {
            return sections.stream()
                    .anyMatch(section -> section.properties().containsKey(KeyedSections.KEY_SCHEMA)
                            && operators.contains(owners.of(section.operator())));
        }
    }
}
