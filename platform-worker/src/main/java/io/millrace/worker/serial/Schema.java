package io.millrace.worker.serial;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the bytes of a value mean. A node of a graph, which has a cycle where a type is recursive; the grammar of its text
 * is in the description of the package.
 *
 * <p>Built by one thread and not changed after that. Two are the same if their texts are.
 */
final class Schema {

    /** What a node is. */
    enum Kind {
        /** A value without parts that have a schema. */
        SCALAR,
        /** Values of one schema, or of two in turn. */
        GROUP,
        /** Values with names: a record or a class. */
        STRUCT,
        /** One of several constants. */
        ENUM,
        /** A value of one of several structs or enums. */
        SEALED,
        /** Bytes that a serializer of the user makes; the version is in the name of the only part. */
        CUSTOM;

        /** Whether a node of this kind is written once, and referred to by number after that. */
        boolean isDefinition() {
            return this == STRUCT || this == ENUM || this == SEALED;
        }
    }

    /**
     * A part of a node.
     *
     * @param name name of the field, constant or subclass
     * @param schema its schema, or null for a constant
     * @param isNullable whether a field may be null
     */
    record Part(String name, @Nullable Schema schema, boolean isNullable) {

        /** The schema of a part that is no constant. */
        Schema required() {
            if (schema == null) {
                throw new IllegalStateException("Part has no schema: name=" + name);
            }
            return schema;
        }
    }

    private final Kind kind;
    private final String name;
    private final List<Part> parts = new ArrayList<>();

    Schema(Kind kind, String name) {
        this.kind = kind;
        this.name = name;
    }

    static Schema scalar(String name) {
        return new Schema(Kind.SCALAR, name);
    }

    static Schema group(String name, Schema... elements) {
        Schema group = new Schema(Kind.GROUP, name);
        for (Schema element : elements) {
            group.add(element.name(), element, false);
        }
        return group;
    }

    static Schema custom(String type, int version) {
        Schema custom = new Schema(Kind.CUSTOM, type);
        custom.parts.add(new Part(Integer.toString(version), null, false));
        return custom;
    }

    /** Adds a part, while the graph is built. */
    void add(String partName, @Nullable Schema schema, boolean isNullable) {
        parts.add(new Part(partName, schema, isNullable));
    }

    Kind kind() {
        return kind;
    }

    /** Name of the type, or of the kind of group. */
    String name() {
        return name;
    }

    List<Part> parts() {
        return parts;
    }

    /** The schema of the only element, or of the element of a number. */
    Schema element(int index) {
        return parts.get(index).required();
    }

    /** Version of the serializer of a custom schema. */
    int version() {
        return Integer.parseInt(parts.get(0).name());
    }

    /** The text, from which {@link SchemaParser} makes the same schema. */
    String text() {
        StringBuilder text = new StringBuilder();
        append(text, new IdentityHashMap<>());
        return text.toString();
    }

    @Override
    public String toString() {
        return text();
    }

    private void append(StringBuilder text, Map<Schema, Integer> numbers) {
        if (kind.isDefinition()) {
            Integer number = numbers.putIfAbsent(this, numbers.size());
            if (number != null) {
                text.append('#').append(number);
                return;
            }
        }
        switch (kind) {
            case SCALAR -> text.append(name);
            case GROUP -> appendParts(text.append(name).append('<'), numbers).append('>');
            case STRUCT -> appendParts(text.append(name).append('{'), numbers).append('}');
            case ENUM ->
                appendParts(text.append("enum ").append(name).append('{'), numbers)
                        .append('}');
            case SEALED ->
                appendParts(text.append("sealed ").append(name).append('{'), numbers)
                        .append('}');
            case CUSTOM -> text.append("custom \"").append(name).append("\"@").append(version());
        }
    }

    private StringBuilder appendParts(StringBuilder text, Map<Schema, Integer> numbers) {
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            text.append(i == 0 ? "" : ",");
            if (kind == Kind.STRUCT || kind == Kind.ENUM) {
                text.append(part.name());
            }
            if (kind == Kind.STRUCT) {
                text.append(':');
            }
            if (part.schema() != null) {
                part.schema().append(text, numbers);
            }
            text.append(part.isNullable() ? "?" : "");
        }
        return text;
    }
}
