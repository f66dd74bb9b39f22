package io.millrace.worker.snapshot;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import io.millrace.partition.KeyGroups;
import io.millrace.type.TypeRef;
import io.millrace.worker.checkpoint.Section;
import io.millrace.worker.checkpoint.SnapshotReader;
import io.millrace.worker.serial.Codec;
import io.millrace.worker.serial.CodecException;
import io.millrace.worker.serial.IncompatibleSchemaException;
import io.millrace.worker.state.KeyedPart;
import io.millrace.worker.state.StoredPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keyed parts of one operator in one task, with the codecs of their keys and values.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
public final class KeyedSections {

    /** Property of a section: schema of the keys; tells sections of keyed state from others. */
    static final String KEY_SCHEMA = "key";

    /** Property of a section: schema of the values. */
    static final String VALUE_SCHEMA = "value";

    private final String operator;
    private final Codec<Object> keys;
    private final Map<String, Part<?>> parts = new HashMap<>();

    /**
     * Finds the codecs.
     *
     * @param operator name of the operator
     * @param keyType type of its keys
     */
    public KeyedSections(String operator, TypeRef<?> keyType, List<? extends KeyedPart<?>> keyedParts, Codecs codecs) {
        this.operator = operator;
        this.keys = untyped(codecs.codec(keyType));
        keyedParts.forEach(part -> parts.put(part.name(), Part.of(part, codecs)));
    }

    /** Freezes all parts as they are now. */
    List<FrozenSection> freeze() {
        List<FrozenSection> frozen = new ArrayList<>();
        parts.values().forEach(part -> frozen.add(part.freeze(operator, keys)));
        return frozen;
    }

    /** Whether there is a part of this name. */
    boolean has(String part) {
        return parts.containsKey(part);
    }

    /** Finds out whether what a section holds can be read. */
    void check(Section section) throws IncompatibleSchemaException {
        Part<?> part = parts.get(section.name());
        if (part != null) {
            part.restoring(section, keys);
        }
    }

    /**
     * Prepares to take back what a section holds.
     *
     * @throws IncompatibleSchemaException if keys or values cannot be read as today's types
     */
    @Nullable
    Restoring restoring(Section section, long entries) throws IncompatibleSchemaException {
        Part<?> part = parts.get(section.name());
        if (part == null) {
            return null;
        }
        part.keyed().expect(entries);
        return part.restoring(section, keys);
    }

    /** Whether a part can go on with what a store holds of it: it is the same part, written as it is written today. */
    boolean canAdopt(Section section, StoredPart stored) {
        Part<?> part = parts.get(section.name());
        return part != null && part.canAdopt(section, stored, keys);
    }

    /** The store of a part holds its tables. */
    void adopt(Section section, StoredPart stored) {
        Part<?> part = parts.get(section.name());
        if (part != null) {
            stored.entries().forEach(part.keyed()::adopt);
        }
    }

    /**
     * Prepares to take back what tables hold of a section.
     *
     * @throws IncompatibleSchemaException if keys or values cannot be read as today's types
     */
    @Nullable
    RestoringTables restoringTables(Section section, StoredPart stored) throws IncompatibleSchemaException {
        Part<?> part = parts.get(section.name());
        return part == null ? null : part.restoringTables(section, stored, keys);
    }

    @SuppressWarnings("unchecked") // Keys are objects wherever the engine holds them.
    private static Codec<Object> untyped(Codec<?> codec) {
        return (Codec<Object>) codec;
    }

    /** A part with the codec of its values. */
    private record Part<V>(KeyedPart<V> keyed, Codec<V> values) {

        static <V> Part<V> of(KeyedPart<V> part, Codecs codecs) {
            return new Part<>(part, codecs.codec(part.valueType()));
        }

        FrozenSection freeze(String operator, Codec<Object> keys) {
            Section section = new Section(
                    operator, keyed.name(), Map.of(KEY_SCHEMA, keys.schema(), VALUE_SCHEMA, values.schema()));
            return FrozenSection.of(section, keyed, keys, values);
        }

        Restoring restoring(Section section, Codec<Object> keys) throws IncompatibleSchemaException {
            Codec<Object> writtenKeys = keys.reading(section.properties().getOrDefault(KEY_SCHEMA, ""));
            Codec<V> writtenValues = values.reading(section.properties().getOrDefault(VALUE_SCHEMA, ""));
            return (block, groups, isOwn) -> restore(block, groups, isOwn, writtenKeys, writtenValues);
        }

        boolean canAdopt(Section section, StoredPart stored, Codec<Object> keys) {
            return keyed.storeNumber() == stored.number()
                    && keys.schema().equals(section.properties().get(KEY_SCHEMA))
                    && values.schema().equals(section.properties().get(VALUE_SCHEMA));
        }

        RestoringTables restoringTables(Section section, StoredPart stored, Codec<Object> keys)
                throws IncompatibleSchemaException {
            Codec<Object> writtenKeys = keys.reading(section.properties().getOrDefault(KEY_SCHEMA, ""));
            Codec<V> writtenValues = values.reading(section.properties().getOrDefault(VALUE_SCHEMA, ""));
            return (tables, groups, own) -> {
                for (long namespace : stored.entries().keySet()) {
                    tables.visit(stored.number(), namespace, own.firstHash(groups), (hash, stamp, key, value) -> {
                        boolean isOwn = own.has(groups.groupOf(hash));
                        if (isOwn) {
                            long known = stored.isStampNamespace() ? stamp : namespace;
                            restore(known, hash, decode(writtenKeys, key), decode(writtenValues, value));
                        }
                        return isOwn;
                    });
                }
            };
        }

        private void restore(long namespace, int hash, Object key, V value) {
            keyed.restore(namespace, key, hash, value);
        }

        private <T> T decode(Codec<T> codec, Input in) {
            try {
                return codec.decode(in);
            } catch (KryoException e) {
                throw new CodecFailure(keyed.name(), e);
            } catch (CodecException e) {
                throw new CodecFailure(keyed.name(), e);
            }
        }

        private void restore(
                SnapshotReader.Block block, KeyGroups groups, GroupFilter isOwn, Codec<Object> keys, Codec<V> read) {
            Input in = new Input(block.bytes());
            try {
                for (int i = 0; i < block.entries(); i++) {
                    int hash = in.readInt();
                    long namespace = in.readVarLong(false);
                    Object key = keys.decode(in);
                    V value = read.decode(in);
                    if (isOwn.test(groups.groupOf(hash))) {
                        keyed.restore(namespace, key, hash, value);
                    }
                }
            } catch (KryoException e) {
                throw new CodecFailure(keyed.name(), e);
            } catch (CodecException e) {
                throw new CodecFailure(keyed.name(), e);
            }
        }
    }

    /** Says whether a key group belongs to the task. */
    @FunctionalInterface
    interface GroupFilter {

        boolean test(int group);
    }

    /** Takes back what tables hold of one section. */
    @FunctionalInterface
    interface RestoringTables {

        void take(StoredTables tables, KeyGroups groups, OwnGroups own);
    }

    /** Takes back blocks of one section. */
    @FunctionalInterface
    interface Restoring {

        void take(SnapshotReader.Block block, KeyGroups groups, GroupFilter isOwn);
    }

    /** Bytes with a right checksum cannot be read, so they were written wrongly. */
    private static final class CodecFailure extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        CodecFailure(String part, RuntimeException cause) {
            super("State cannot be read: state=" + part + ", cause=" + cause.getMessage(), cause);
        }
    }
}
