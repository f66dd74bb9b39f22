package io.millrace.worker.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.state.StateHandle;
import io.millrace.state.ValueState;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyedStatesTest {

    private static final StateHandle<ValueState<Long>> COUNT = StateHandle.value("count", Long.class);
    private static final StateHandle<ValueState<String>> NAME = StateHandle.value("name", String.class);

    private final KeyAtHand key = new KeyAtHand();
    private final KeyedStates states = new KeyedStates(List.of(COUNT, NAME), key);

    @Test
    void shouldKeepStatesOfKeysApart() {
        at("a").state(COUNT).set(1L);
        at("b").state(COUNT).set(2L);
        at("a").state(NAME).set("x");
        assertThat(at("a").state(COUNT).get()).isEqualTo(1);
        assertThat(at("a").state(NAME).get()).isEqualTo("x");
        assertThat(at("b").state(COUNT).get()).isEqualTo(2);
        assertThat(at("b").state(NAME).get()).isNull();
        assertThat(at("b").state(NAME).getOr("none")).isEqualTo("none");
        assertThat(states.size()).isEqualTo(3);
    }

    @Test
    void shouldForgetAKeyWhoseStatesAreAllEmpty() {
        at("a").state(COUNT).set(1L);
        at("a").state(NAME).set("x");
        at("a").state(COUNT).clear();
        assertThat(states.size()).isEqualTo(1);
        at("a").state(NAME).clear();
        at("a").state(NAME).clear();
        assertThat(states.size()).isZero();
        assertThat(at("b").state(NAME).get()).isNull();
        assertThat(states.size()).isZero();
    }

    @Test
    void shouldFindAStateByAnEqualHandle() {
        at("a").state(COUNT).set(1L);
        assertThat(at("a").state(StateHandle.value("count", Long.class)).get()).isEqualTo(1);
    }

    @Test
    void shouldRefuseAHandleThatWasNotDeclared() {
        StateHandle<ValueState<Long>> other = StateHandle.value("other", Long.class);
        assertThatThrownBy(() -> states.state(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("state=other")
                .hasMessageContaining("[count, name]");
    }

    @Test
    void shouldRefuseStateWithoutAKey() {
        assertThatThrownBy(() -> states.state(COUNT).get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("No key is at hand");
        at("a").state(COUNT).set(1L);
        key.clear();
        assertThatThrownBy(() -> states.state(COUNT).set(2L)).isInstanceOf(IllegalStateException.class);
    }

    private KeyedStates at(String newKey) {
        key.set(newKey, newKey.hashCode());
        return states;
    }
}
