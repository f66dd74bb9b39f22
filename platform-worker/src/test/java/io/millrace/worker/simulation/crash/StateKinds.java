package io.millrace.worker.simulation.crash;

import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;
import io.millrace.state.ListState;
import io.millrace.state.MapState;
import io.millrace.state.ReducingState;
import io.millrace.state.StateHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps lists, maps and sums by key, and says what they hold after each event. */
final class StateKinds implements KeyedProcess<Integer, Event, String> {

    static final StateHandle<?>[] STATES = {
        StateHandle.list("recent", Long.class),
        StateHandle.map("last", Integer.class, Long.class),
        StateHandle.reducing("sum", Long.class, Long::sum)
    };

    private static final long serialVersionUID = 1L;
    private static final int MAX_RECENT = 5;
    private static final int CLASSES = 3;

    private static final StateHandle<ListState<Long>> RECENT = StateHandle.list("recent", Long.class);
    private static final StateHandle<MapState<Integer, Long>> LAST = StateHandle.map("last", Integer.class, Long.class);

    @Override
    @SuppressWarnings("unchecked")
    public void onRecord(Event event, KeyedContext<Integer> context, Emitter<String> out) throws Exception {
        ListState<Long> recent = context.state(RECENT);
        MapState<Integer, Long> last = context.state(LAST);
        ReducingState<Long> sum = context.state((StateHandle<ReducingState<Long>>) STATES[2]);
        if (recent.get().size() == MAX_RECENT) {
            recent.clear();
        }
        recent.add(event.sequence());
        last.put((int) (event.sequence() % CLASSES), event.sequence());
        sum.add(event.sequence());
        Map<Integer, Long> lastOfClasses = new TreeMap<>();
        last.entries().forEach(entry -> lastOfClasses.put(entry.getKey(), entry.getValue()));
        out.emit(text(event, recent.get(), lastOfClasses, sum.get()));
    }

    /** What it has to say of all events, computed by a plain loop. */
    static List<String> expected(List<List<Event>> splits) {
        List<String> expected = new ArrayList<>();
        for (List<Event> split : splits) {
            Map<Integer, List<Long>> recent = new HashMap<>();
            Map<Integer, Map<Integer, Long>> last = new HashMap<>();
            Map<Integer, Long> sums = new HashMap<>();
            for (Event event : split) {
                List<Long> ofKey = recent.computeIfAbsent(event.key(), key -> new ArrayList<>());
                if (ofKey.size() == MAX_RECENT) {
                    ofKey.clear();
                }
                ofKey.add(event.sequence());
                Map<Integer, Long> classes = last.computeIfAbsent(event.key(), key -> new TreeMap<>());
                classes.put((int) (event.sequence() % CLASSES), event.sequence());
                sums.merge(event.key(), event.sequence(), Long::sum);
                expected.add(text(event, ofKey, classes, sums.get(event.key())));
            }
        }
        return expected;
    }

    private static String text(Event event, List<Long> recent, Map<Integer, Long> last, Object sum) {
        return "k " + event.key() + " " + event.sequence() + " " + recent + " " + last + " " + sum;
    }
}
