package io.millrace.benchmark.flink.nexmark;

import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.Bid;
import io.millrace.benchmark.flink.job.FlatInformation;
import io.millrace.benchmark.flink.job.FlatSerializer;
import io.millrace.benchmark.flink.job.Utf8Strings;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Bids, field by field. */
final class Bids extends FlatSerializer<Bid> {

    static final TypeInformation<Bid> INFORMATION = new FlatInformation<>(Bid.class, new Bids());

    /** The bids among the events. */
    static DataStream<Bid> of(DataStream<AuctionEvent> events) {
        return events.filter(event -> event instanceof Bid)
                .map(event -> (Bid) event)
                .returns(INFORMATION);
    }

    @Override
    public void serialize(Bid bid, DataOutputView target) throws IOException {
        write(bid, target);
    }

    @Override
    public Bid deserialize(DataInputView source) throws IOException {
        return read(source);
    }

    static void write(Bid bid, DataOutputView target) throws IOException {
        target.writeLong(bid.auction());
        target.writeLong(bid.bidder());
        target.writeLong(bid.price());
        target.writeLong(bid.timestampMillis());
        Utf8Strings.write(bid.text(), target);
    }

    static Bid read(DataInputView source) throws IOException {
        return new Bid(
                source.readLong(), source.readLong(), source.readLong(), source.readLong(), Utf8Strings.read(source));
    }
}
