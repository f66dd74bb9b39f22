package io.millrace.worker.simulation.crash;

import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import io.millrace.type.TypeRef;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Splits of events that can be gone back to; now and then a split has nothing for a while. */
final class EventSource implements Source<Event> {

    private final List<List<Event>> splits;
    private final Chaos chaos;
    private final Random random;
    private final Pace pace;

    EventSource(List<List<Event>> splits, Surroundings surroundings) {
        this.splits = splits;
        this.chaos = surroundings.chaos();
        this.random = surroundings.random();
        this.pace = surroundings.pace();
    }

    @Override
    public List<String> splits() {
        return IntStream.range(0, splits.size()).mapToObj(Integer::toString).toList();
    }

    @Override
    public TypeRef<?> type() {
        return TypeRef.of(Event.class);
    }

    @Override
    public boolean isReplayable() {
        return true;
    }

    @Override
    public SplitReader<Event> open(String split, SplitContext context) {
        return new Reader(splits.get(Integer.parseInt(split)), 0);
    }

    @Override
    public SplitReader<Event> open(String split, String position, SplitContext context) {
        return new Reader(splits.get(Integer.parseInt(split)), Integer.parseInt(position));
    }

    private final class Reader implements SplitReader<Event> {

        private final List<Event> events;
        private int next;
        private int completed;

        Reader(List<Event> events, int next) {
            this.events = events;
            this.next = next;
        }

        @Override
        public Progress read(SourceOutput<Event> out) {
            chaos.call(200);
            if (random.nextInt(4) == 0) {
                return isAtEnd() ? Progress.END : nothing();
            }
            int most = 1 + random.nextInt(8);
            for (int i = 0; i < most && hasDue() && !out.isFull(); i++) {
                Event event = events.get(next++);
                out.emit(event, event.timestampMillis());
            }
            if (isAtEnd()) {
                return Progress.END;
            }
            return hasDue() ? Progress.MORE : nothing();
        }

        private boolean hasDue() {
            return next < events.size() && pace.isDue(next, events.size());
        }

        private boolean isAtEnd() {
            return next == events.size() && pace.isDue(next, next);
        }

        private Progress nothing() {
            return random.nextBoolean() ? Progress.NOTHING_NOW : Progress.UNREACHABLE;
        }

        @Override
        public String position() {
            return Integer.toString(next);
        }

        @Override
        public void onCheckpointCompleted(String position) {
            int at = Integer.parseInt(position);
            if (at < completed || at > next) {
                throw new AssertionError("Reader is told a position where it was not: position=" + at + ", before="
                        + completed + ", next=" + next);
            }
            completed = at;
            chaos.call(200);
        }
    }
}
