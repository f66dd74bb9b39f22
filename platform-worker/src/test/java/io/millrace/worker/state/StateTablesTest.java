package io.millrace.worker.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.state.ListState;
import io.millrace.state.MapState;
import io.millrace.state.ReducingState;
import io.millrace.state.StateHandle;
import io.millrace.state.ValueState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateTablesTest {

    private static final StateHandle<ListState<String>> NAMES = StateHandle.list("names", String.class);
    private static final StateHandle<MapState<String, Integer>> COUNTS =
            StateHandle.map("counts", String.class, Integer.class);
    private static final StateHandle<ReducingState<Integer>> SUM =
            StateHandle.reducing("sum", Integer.class, Math::addExact);
    private static final StateHandle<ValueState<String>> SHORT =
            StateHandle.value("short", String.class).withTtl(Duration.ofMillis(100));

    private final KeyAtHand key = new KeyAtHand();
    private final KeyedStates states = new KeyedStates(List.of(NAMES, COUNTS, SUM, SHORT), key);

    @Test
    void shouldKeepListsThatDoNotChangeInTheHandsOfTheUser() {
        ListState<String> names = at("a").state(NAMES);
        assertThat(names.get()).isEmpty();
        names.add("x");
        names.addAll(List.of("y", "z"));
        List<String> seen = names.get();
        for (int i = 0; i < 100; i++) {
            names.add("more" + i);
        }
        assertThat(seen).containsExactly("x", "y", "z");
        assertThat(names.get()).hasSize(103).endsWith("more99");
        names.clear();
        names.add("new");
        assertThat(seen).containsExactly("x", "y", "z");
        assertThat(names.get()).containsExactly("new");
        assertThatThrownBy(() -> seen.set(0, "changed")).isInstanceOf(UnsupportedOperationException.class);
        assertThat(at("b").state(NAMES).get()).isEmpty();
    }

    @Test
    void shouldKeepNothingForAnEmptyListOrMap() {
        at("a").state(NAMES).addAll(List.of());
        at("a").state(COUNTS).put("x", 1);
        assertThat(at("a").state(COUNTS).remove("y")).isNull();
        assertThat(at("a").state(COUNTS).remove("x")).isEqualTo(1);
        assertThat(states.size()).isZero();
    }

    @Test
    void shouldKeepMapsInTheOrderOfTheirKeys() {
        MapState<String, Integer> counts = at("a").state(COUNTS);
        assertThat(counts.isEmpty()).isTrue();
        counts.put("x", 1);
        counts.put("b", 2);
        counts.put("x", 3);
        assertThat(counts.get("x")).isEqualTo(3);
        assertThat(counts.contains("b")).isTrue();
        assertThat(counts.contains("c")).isFalse();
        assertThat(counts.isEmpty()).isFalse();
        Iterator<Map.Entry<String, Integer>> entries = counts.entries().iterator();
        Map.Entry<String, Integer> first = entries.next();
        counts.put("x", 4);
        assertThat(first).isEqualTo(Map.entry("x", 3));
        assertThat(entries.next()).isEqualTo(Map.entry("b", 2));
        Iterator<Map.Entry<String, Integer>> again = counts.entries().iterator();
        counts.put("new", 1);
        assertThatThrownBy(again::next).isInstanceOf(ConcurrentModificationException.class);
        counts.clear();
        assertThat(counts.entries()).isEmpty();
    }

    @Test
    void shouldReduceAndKeepWhatWasThereIfTheFunctionFails() throws Exception {
        ReducingState<Integer> sum = at("a").state(SUM);
        assertThat(sum.get()).isNull();
        sum.add(1);
        sum.add(Integer.MAX_VALUE - 1);
        assertThat(sum.get()).isEqualTo(Integer.MAX_VALUE);
        assertThatThrownBy(() -> sum.add(1)).isInstanceOf(ArithmeticException.class);
        assertThat(sum.get()).isEqualTo(Integer.MAX_VALUE);
        sum.clear();
        assertThat(sum.get()).isNull();
    }

    @Test
    void shouldNeverShowWhatHasExpired() {
        states.startCall(1000);
        at("a").state(SHORT).set("x");
        states.startCall(1099);
        assertThat(at("a").state(SHORT).get()).isEqualTo("x");
        at("a").state(SHORT).set("y");
        states.startCall(1198);
        assertThat(at("a").state(SHORT).get()).isEqualTo("y");
        key.set("b", 2);
        states.state(SHORT).set("other");
        at("a");
        states.startCall(1199);
        assertThat(at("a").state(SHORT).get()).isNull();
        at("a").state(SHORT).set("z");
        assertThat(at("a").state(SHORT).get()).isEqualTo("z");
    }

    @Test
    void shouldRemoveWhatHasExpiredALittleWithEachCall() {
        int count = 20_000;
        states.startCall(1000);
        for (int i = 0; i < count; i++) {
            key.set(i, i * 0x9E3779B9);
            states.state(SHORT).set("x");
        }
        states.startCall(1050);
        states.startCall(1150);
        assertThat(states.size()).isLessThan(count);
        assertThat(states.size()).isGreaterThan(count / 2);
        int calls = 0;
        while (states.size() > 0) {
            states.startCall(1150 + 100L * calls++);
            assertThat(calls).isLessThan(1000);
        }
    }

    @Test
    void shouldNotSweepWhileItIsWritten() {
        states.startCall(1000);
        at("a").state(SHORT).set("x");
        EntryLog<Object> log = new EntryLog<>(value -> value);
        KeyedPart.Frozen frozen = part(states, "short").freeze(log, log);
        states.startCall(2000);
        states.startCall(2100);
        assertThat(states.size()).isEqualTo(1);
        assertThat(log.entries()).isEmpty();
        frozen.release();
        states.startCall(2200);
        states.startCall(2300);
        assertThat(states.size()).isZero();
    }

    @Test
    void shouldKeepTheTimeOfLastWritingAcrossARestore() {
        states.startCall(1000);
        at("a").state(SHORT).set("x");
        List<EntryLog.Entry<Object>> entries = write(states, "short");
        assertThat(entries).containsExactly(new EntryLog.Entry<>(1000, "a", "a".hashCode(), "x"));

        KeyedStates restored = new KeyedStates(List.of(SHORT), key);
        restore(restored, "short", entries);
        restored.startCall(1099);
        assertThat(restored.state(SHORT).get()).isEqualTo("x");
        restored.startCall(1100);
        assertThat(restored.state(SHORT).get()).isNull();
    }

    @Test
    void shouldBeginTheTimeAtARestoreForWhatWasKeptForEver() {
        StateHandle<ValueState<String>> forEver = StateHandle.value("short", String.class);
        KeyedStates before = new KeyedStates(List.of(forEver), key);
        before.startCall(1000);
        key.set("a", "a".hashCode());
        before.state(forEver).set("x");

        KeyedStates restored = new KeyedStates(List.of(SHORT), key);
        restore(restored, "short", write(before, "short"));
        restored.startCall(5000);
        restored.startCall(5099);
        assertThat(restored.state(SHORT).get()).isEqualTo("x");
        restored.startCall(5100);
        assertThat(restored.state(SHORT).get()).isNull();
    }

    private static List<EntryLog.Entry<Object>> write(KeyedStates of, String name) {
        EntryLog<Object> log = new EntryLog<>(value -> value);
        KeyedPart.Frozen frozen = part(of, name).freeze(log, log);
        while (frozen.writeNext()) {}
        frozen.release();
        return log.entries();
    }

    private static void restore(KeyedStates to, String name, List<EntryLog.Entry<Object>> entries) {
        entries.forEach(entry -> part(to, name).restore(entry.namespace(), entry.key(), entry.hash(), entry.value()));
    }

    @SuppressWarnings("unchecked")
    private static KeyedPart<Object> part(KeyedStates of, String name) {
        return (KeyedPart<Object>) of.parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private KeyedStates at(String newKey) {
        key.set(newKey, newKey.hashCode());
        return states;
    }

    /** What a codec would make of a value. */
    static Object copy(Object value) {
        if (value instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        return value instanceof Map<?, ?> map ? new LinkedHashMap<>(map) : value;
    }
}
