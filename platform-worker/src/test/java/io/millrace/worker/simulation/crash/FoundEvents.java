package io.millrace.worker.simulation.crash;

import io.millrace.source.DiscoveringSource;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitDiscovery;
import io.millrace.source.SplitReader;
import io.millrace.type.TypeRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The same splits, which each task has to find, one after the other and after a while. */
final class FoundEvents implements DiscoveringSource<Event> {

    private final EventSource events;
    private final Chaos chaos;
    private final Random random;

    FoundEvents(EventSource events, Surroundings surroundings) {
        this.events = events;
        this.chaos = surroundings.chaos();
        this.random = surroundings.random();
    }

    @Override
    public TypeRef<?> type() {
        return events.type();
    }

    @Override
    public boolean isReplayable() {
        return true;
    }

    @Override
    public SplitReader<Event> open(String split, SplitContext context) {
        return events.open(split, context);
    }

    @Override
    public SplitReader<Event> open(String split, String position, SplitContext context) {
        return events.open(split, position, context);
    }

    @Override
    public SplitDiscovery discover(SplitContext context) {
        return new Search(context);
    }

    private final class Search implements SplitDiscovery {

        private final SplitContext context;
        private final List<String> hidden = new ArrayList<>();

        Search(SplitContext context) {
            this.context = context;
            events.splits().stream().filter(this::owns).forEach(hidden::add);
        }

        @Override
        public boolean owns(String split) {
            return Integer.parseInt(split) % context.parallelism() == context.taskIndex();
        }

        @Override
        public List<String> poll() {
            chaos.call(200);
            if (hidden.isEmpty() || random.nextInt(10) > 0) {
                return List.of();
            }
            return List.of(hidden.remove(random.nextInt(hidden.size())));
        }

        @Override
        public Progress progress() {
            return hidden.isEmpty() ? Progress.COMPLETE : Progress.LOOKING;
        }
    }
}
