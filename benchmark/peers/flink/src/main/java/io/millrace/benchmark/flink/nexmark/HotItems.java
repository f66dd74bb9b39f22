package io.millrace.benchmark.flink.nexmark;

import io.millrace.benchmark.auction.HotItem;
import io.millrace.benchmark.flink.job.FlatInformation;
import io.millrace.benchmark.flink.job.FlatSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Auctions and the number of their bids, field by field. */
final class HotItems extends FlatSerializer<HotItem> {

    static final TypeInformation<HotItem> INFORMATION = new FlatInformation<>(HotItem.class, new HotItems());

    @Override
    public void serialize(HotItem item, DataOutputView target) throws IOException {
        target.writeLong(item.windowStartMillis());
        target.writeLong(item.auction());
        target.writeLong(item.bids());
    }

    @Override
    public HotItem deserialize(DataInputView source) throws IOException {
        return new HotItem(source.readLong(), source.readLong(), source.readLong());
    }
}
