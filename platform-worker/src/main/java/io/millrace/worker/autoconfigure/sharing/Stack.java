package io.millrace.worker.autoconfigure.sharing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of a method come from while it runs, as far as it runs straight on: from {@code this}, from one of its
 * fields, or from anywhere. What is not known is from anywhere.
 */
final class Stack {

    private static final Value ANYTHING = new Value(Origin.ANYTHING, null, null);

    private final Deque<Value> values = new ArrayDeque<>();
    private final Map<Integer, Value> variables = new HashMap<>();
    private final boolean hasThis;

    Stack(boolean hasThis) {
        this.hasThis = hasThis;
        forget();
    }

    /** Control comes here from elsewhere too. */
    void forget() {
        values.clear();
        variables.clear();
        if (hasThis) {
            variables.put(0, new Value(Origin.THIS, null, null));
        }
    }

    void push(Value value) {
        values.push(value);
    }

    void pushAnything(int count) {
        for (int i = 0; i < count; i++) {
            values.push(ANYTHING);
        }
    }

    Value pop() {
        Value value = values.poll();
        return value == null ? ANYTHING : value;
    }

    void pop(int count) {
        for (int i = 0; i < count; i++) {
            pop();
        }
    }

    Value peek() {
        Value value = values.peek();
        return value == null ? ANYTHING : value;
    }

    void load(int variable) {
        push(variables.getOrDefault(variable, ANYTHING));
    }

    void store(int variable) {
        variables.put(variable, pop());
    }

    static Value ofField(String field, String descriptor) {
        return new Value(Origin.FIELD, field, descriptor);
    }

    /** Where a value comes from. */
    enum Origin {
        THIS,
        FIELD,
        ANYTHING
    }

    /**
     * A value.
     *
     * @param origin where it comes from
     * @param field name of the field that it was read from, or null
     * @param descriptor type of that field, or null
     */
    record Value(
            Origin origin, @Nullable String field, @Nullable String descriptor) {}
}
