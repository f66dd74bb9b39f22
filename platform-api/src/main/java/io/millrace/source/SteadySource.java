package io.millrace.source;

import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.regex.MatchResult;

/**
 * Endless values at a steady rate. A late reader catches up, so that the rate holds on average. One that goes on from a
 * position keeps the time of the first value, so that each value has the timestamp that it would have had, and catches up
 * too.
 */
final class SteadySource<T> implements Source<T> {

    private static final int MAX_PER_SECOND = 1_000_000_000;
    private static final PositionFormat POSITION = new PositionFormat(
            "startMillis=(0|-?[1-9][0-9]{0,17}),values=" + PositionFormat.NUMBER,
            "startMillis=1700000000000,values=12");

    private final int perSecond;
    private final LongFunction<T> value;

    SteadySource(int perSecond, LongFunction<T> value) {
        if (perSecond < 1 || perSecond > MAX_PER_SECOND) {
            throw new IllegalArgumentException("Rate is out of range: perSecond=" + perSecond + "; use 1 to "
                    + MAX_PER_SECOND + " values a second");
        }
        this.perSecond = perSecond;
        this.value = Objects.requireNonNull(value, "value");
    }

    @Override
    public List<String> splits() {
        return List.of("0");
    }

    @Override
    public SplitReader<T> open(String split, SplitContext context) {
        return new Reader(context, context.nowMillis(), 0);
    }

    @Override
    public SplitReader<T> open(String split, String position, SplitContext context) {
        MatchResult numbers = POSITION.parse(split, position);
        return new Reader(context, Long.parseLong(numbers.group(1)), Long.parseLong(numbers.group(2)));
    }

    @Override
    public boolean isReplayable() {
        return true;
    }

    private final class Reader implements SplitReader<T> {

        private final SplitContext context;
        private final long startMillis;
        private long next;

        Reader(SplitContext context, long startMillis, long next) {
            this.context = context;
            this.startMillis = startMillis;
            this.next = next;
        }

        @Override
        public Progress read(SourceOutput<T> out) {
            long nowMillis = context.nowMillis();
            long dueMillis = dueMillis(next);
            while (dueMillis <= nowMillis && !out.isFull()) {
                out.emit(value.apply(next++), dueMillis);
                dueMillis = dueMillis(next);
            }
            return dueMillis <= nowMillis ? Progress.MORE : Progress.NOTHING_NOW;
        }

        @Override
        public String position() {
            return "startMillis=" + startMillis + ",values=" + next;
        }

        private long dueMillis(long number) {
            return startMillis + number / perSecond * 1000 + number % perSecond * 1000 / perSecond;
        }
    }
}
