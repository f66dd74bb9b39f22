package io.millrace.benchmark.application;

import io.millrace.examples.wordcount.Book;
import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import java.util.List;
import java.util.stream.IntStream;

/** The lines of a book without end, dealt to the splits in turn. Ten lines, about a hundred words, come in a millisecond. */
final class EndlessBook implements Source<String> {

    private static final int LINES_PER_MILLI = 10;

    private final Book book;
    private final int splitCount;

    EndlessBook(Book book, int splitCount) {
        this.book = book;
        this.splitCount = splitCount;
    }

    @Override
    public List<String> splits() {
        return IntStream.range(0, splitCount).mapToObj(Integer::toString).toList();
    }

    @Override
    public SplitReader<String> open(String split, SplitContext context) {
        return open(split, split, context);
    }

    @Override
    public SplitReader<String> open(String split, String position, SplitContext context) {
        return new Reader(Long.parseLong(position));
    }

    @Override
    public boolean isReplayable() {
        return true;
    }

    /** Position: the number of its next line. */
    private final class Reader implements SplitReader<String> {

        private long next;

        Reader(long next) {
            this.next = next;
        }

        @Override
        public Progress read(SourceOutput<String> out) {
            while (!out.isFull()) {
                out.emit(book.line(next), next / LINES_PER_MILLI);
                next += splitCount;
            }
            return Progress.MORE;
        }

        @Override
        public String position() {
            return Long.toString(next);
        }
    }
}
