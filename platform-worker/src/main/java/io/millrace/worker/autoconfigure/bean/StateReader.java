package io.millrace.worker.autoconfigure.bean;

import io.millrace.annotation.State;
import io.millrace.state.ListState;
import io.millrace.state.MapState;
import io.millrace.state.ReducingState;
import io.millrace.state.StateHandle;
import io.millrace.state.ValueState;
import io.millrace.type.TypeRef;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;

/** Reads a {@code @State} and the type of its parameter. */
final class StateReader {

    private final SettingsReader attributes;
    private final State state;

    StateReader(SettingsReader attributes, State state) {
        this.attributes = attributes;
        this.state = state;
    }

    /** The handle that a parameter of a type stands for. */
    StateHandle<?> handle(Type type) {
        Duration ttl = attributes.duration("state.ttl", state.ttl());
        StateHandle<?> handle = ofKind(type);
        return ttl == null ? handle : handle.withTtl(ttl);
    }

    private StateHandle<?> ofKind(Type type) {
        Class<?> raw = TypeBindings.rawClass(type);
        if (raw == ValueState.class) {
            return StateHandle.value(state.value(), argument(type, 0));
        }
        if (raw == ListState.class) {
            return StateHandle.list(state.value(), argument(type, 0));
        }
        if (raw == MapState.class) {
            return StateHandle.map(state.value(), argument(type, 0), argument(type, 1));
        }
        if (raw == ReducingState.class) {
            throw new Refused("reducing state has no function: state=" + state.value() + ", type="
                    + type.getTypeName() + "; take a ValueState and combine in the method,"
                    + " or declare a handle with the DSL's process");
        }
        throw new Refused("kind of state is not known: state=" + state.value() + ", type=" + type.getTypeName()
                + "; take a ValueState, ListState or MapState");
    }

    private TypeRef<?> argument(Type type, int index) {
        TypeRef<?> argument = type instanceof ParameterizedType parameterized
                ? TypeBindings.complete(parameterized.getActualTypeArguments()[index])
                : null;
        if (argument == null) {
            throw new Refused("type of the state is not complete: state=" + state.value() + ", type="
                    + type.getTypeName() + "; name it, as in ValueState<Long>");
        }
        return argument;
    }
}
