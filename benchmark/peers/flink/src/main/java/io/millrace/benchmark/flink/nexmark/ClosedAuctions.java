package io.millrace.benchmark.flink.nexmark;

import io.millrace.benchmark.auction.ClosedAuction;
import io.millrace.benchmark.flink.job.FlatInformation;
import io.millrace.benchmark.flink.job.FlatSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Closed auctions, field by field. */
final class ClosedAuctions extends FlatSerializer<ClosedAuction> {

    static final TypeInformation<ClosedAuction> INFORMATION =
            new FlatInformation<>(ClosedAuction.class, new ClosedAuctions());

    @Override
    public void serialize(ClosedAuction auction, DataOutputView target) throws IOException {
        target.writeInt(auction.category());
        target.writeLong(auction.price());
    }

    @Override
    public ClosedAuction deserialize(DataInputView source) throws IOException {
        return new ClosedAuction(source.readInt(), source.readLong());
    }
}
