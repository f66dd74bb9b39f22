package io.millrace.benchmark.nexmark;

import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionInput;
import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import java.util.List;
import java.util.stream.IntStream;

/** The events, a split for each task. */
final class AuctionSource implements Source<AuctionEvent> {

    private final AuctionInput input;
    private final int splitCount;

    AuctionSource(long events, int splitCount) {
        this.input = new AuctionInput(events, splitCount);
        this.splitCount = splitCount;
    }

    @Override
    public List<String> splits() {
        return IntStream.range(0, splitCount).mapToObj(Integer::toString).toList();
    }

    @Override
    public SplitReader<AuctionEvent> open(String split, SplitContext context) {
        AuctionInput.Cursor cursor = input.cursor(Integer.parseInt(split));
        return out -> read(cursor, out);
    }

    private static SplitReader.Progress read(AuctionInput.Cursor cursor, SourceOutput<AuctionEvent> out) {
        while (!out.isFull()) {
            AuctionEvent event = cursor.next();
            if (event == null) {
                return SplitReader.Progress.END;
            }
            out.emit(event, event.timestampMillis());
        }
        return SplitReader.Progress.MORE;
    }
}
