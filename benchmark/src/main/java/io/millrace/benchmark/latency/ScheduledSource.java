package io.millrace.benchmark.latency;

import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import java.util.List;

/** Emits each record as soon as it is due. */
final class ScheduledSource implements Source<String> {

    private final Schedule schedule;

    ScheduledSource(Schedule schedule) {
        this.schedule = schedule;
    }

    @Override
    public List<String> splits() {
        return List.of("0");
    }

    @Override
    public SplitReader<String> open(String split, SplitContext context) {
        return new Reader(context);
    }

    private final class Reader implements SplitReader<String> {

        private final SplitContext context;
        private final long count = schedule.recordCount();
        private long number;

        Reader(SplitContext context) {
            this.context = context;
        }

        @Override
        public Progress read(SourceOutput<String> out) {
            long nowMillis = context.nowMillis();
            while (number < count && schedule.dueMillis(number) <= nowMillis) {
                if (out.isFull()) {
                    return Progress.MORE;
                }
                out.emit(schedule.key(number), schedule.dueMillis(number));
                number++;
            }
            return number < count ? Progress.NOTHING_NOW : Progress.END;
        }
    }
}
