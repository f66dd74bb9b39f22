package io.millrace.benchmark.flink.nexmark;

import io.millrace.benchmark.auction.Auction;
import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.Bid;
import io.millrace.benchmark.auction.Person;
import io.millrace.benchmark.flink.job.FlatInformation;
import io.millrace.benchmark.flink.job.FlatSerializer;
import io.millrace.benchmark.flink.job.Utf8Strings;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Events, field by field, after a byte that says of which kind they are. */
final class AuctionEvents extends FlatSerializer<AuctionEvent> {

    static final TypeInformation<AuctionEvent> INFORMATION =
            new FlatInformation<>(AuctionEvent.class, new AuctionEvents());

    private static final int PERSON = 0;
    private static final int AUCTION = 1;
    private static final int BID = 2;

    @Override
    public void serialize(AuctionEvent event, DataOutputView target) throws IOException {
        if (event instanceof Bid bid) {
            target.writeByte(BID);
            Bids.write(bid, target);
        } else if (event instanceof Auction auction) {
            target.writeByte(AUCTION);
            write(auction, target);
        } else if (event instanceof Person person) {
            target.writeByte(PERSON);
            write(person, target);
        }
    }

    @Override
    public AuctionEvent deserialize(DataInputView source) throws IOException {
        int kind = source.readByte();
        return switch (kind) {
            case PERSON -> readPerson(source);
            case AUCTION -> readAuction(source);
            case BID -> Bids.read(source);
            default -> throw new IOException("Kind of an event is unknown: kind=" + kind);
        };
    }

    private static void write(Person person, DataOutputView target) throws IOException {
        target.writeLong(person.id());
        Utf8Strings.write(person.name(), target);
        Utf8Strings.write(person.city(), target);
        Utf8Strings.write(person.state(), target);
        target.writeLong(person.timestampMillis());
        Utf8Strings.write(person.text(), target);
    }

    private static Person readPerson(DataInputView source) throws IOException {
        return new Person(
                source.readLong(),
                Utf8Strings.read(source),
                Utf8Strings.read(source),
                Utf8Strings.read(source),
                source.readLong(),
                Utf8Strings.read(source));
    }

    private static void write(Auction auction, DataOutputView target) throws IOException {
        target.writeLong(auction.id());
        target.writeLong(auction.seller());
        target.writeInt(auction.category());
        target.writeLong(auction.timestampMillis());
        target.writeLong(auction.expiresMillis());
        Utf8Strings.write(auction.text(), target);
    }

    private static Auction readAuction(DataInputView source) throws IOException {
        return new Auction(
                source.readLong(),
                source.readLong(),
                source.readInt(),
                source.readLong(),
                source.readLong(),
                Utf8Strings.read(source));
    }
}
