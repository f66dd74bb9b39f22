package io.millrace.benchmark.firms;

import io.millrace.benchmark.workload.FirmInput;
import io.millrace.benchmark.workload.FirmMessage;
import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import java.util.List;
import java.util.stream.IntStream;

/** The messages, a split for each task. */
final class FirmSource implements Source<FirmMessage> {

    private final FirmInput input;
    private final int splitCount;

    FirmSource(long messages, int splitCount) {
        this.input = new FirmInput(messages, splitCount);
        this.splitCount = splitCount;
    }

    @Override
    public List<String> splits() {
        return IntStream.range(0, splitCount).mapToObj(Integer::toString).toList();
    }

    @Override
    public SplitReader<FirmMessage> open(String split, SplitContext context) {
        FirmInput.Cursor cursor = input.cursor(Integer.parseInt(split));
        return out -> read(cursor, out);
    }

    private static SplitReader.Progress read(FirmInput.Cursor cursor, SourceOutput<FirmMessage> out) {
        while (!out.isFull()) {
            FirmMessage message = cursor.next();
            if (message == null) {
                return SplitReader.Progress.END;
            }
            out.emit(message, message.timestampMillis());
        }
        return SplitReader.Progress.MORE;
    }
}
