package io.millrace.function;

import io.millrace.type.TypeRef;
import java.util.Objects;

/**
 * Name and type of a side output of a step.
 *
 * @param name name, unique among the side outputs of the step
 * @param type type of the values
 * @param <T> the type of the values
 */
public record OutputTag<T>(String name, TypeRef<T> type) {

    /** Refuses what is missing. */
    public OutputTag {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    /** Names a side output of a class without type parameters. */
    public static <T> OutputTag<T> of(String name, Class<T> type) {
        return new OutputTag<>(name, TypeRef.of(type));
    }

    /** Names a side output of any type. */
    public static <T> OutputTag<T> of(String name, TypeRef<T> type) {
        return new OutputTag<>(name, type);
    }
}
