package io.millrace.benchmark.wordcount;

import io.millrace.benchmark.workload.RepeatedText;
import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import java.util.List;
import java.util.stream.IntStream;

/** Lines of a text in memory, dealt to the splits in turn, so that all splits go through event time together. */
final class TextLinesSource implements Source<String> {

    private final RepeatedText text;
    private final int splitCount;

    TextLinesSource(RepeatedText text, int splitCount) {
        this.text = text;
        this.splitCount = splitCount;
    }

    @Override
    public List<String> splits() {
        return IntStream.range(0, splitCount).mapToObj(Integer::toString).toList();
    }

    @Override
    public SplitReader<String> open(String split, SplitContext context) {
        return new Reader(text.cursor(Integer.parseInt(split), splitCount));
    }

    private static final class Reader implements SplitReader<String> {

        private final RepeatedText.Cursor cursor;

        Reader(RepeatedText.Cursor cursor) {
            this.cursor = cursor;
        }

        @Override
        public Progress read(SourceOutput<String> out) {
            while (!out.isFull()) {
                if (!cursor.next()) {
                    return Progress.END;
                }
                out.emit(cursor.line(), cursor.timestampMillis());
            }
            return Progress.MORE;
        }
    }
}
