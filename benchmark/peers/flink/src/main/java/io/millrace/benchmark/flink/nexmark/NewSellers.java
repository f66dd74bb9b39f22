package io.millrace.benchmark.flink.nexmark;

import io.millrace.benchmark.auction.NewSeller;
import io.millrace.benchmark.flink.job.FlatInformation;
import io.millrace.benchmark.flink.job.FlatSerializer;
import io.millrace.benchmark.flink.job.Utf8Strings;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What persons did in a window, field by field. */
final class NewSellers extends FlatSerializer<NewSeller> {

    static final TypeInformation<NewSeller> INFORMATION = new FlatInformation<>(NewSeller.class, new NewSellers());

    @Override
    public void serialize(NewSeller seller, DataOutputView target) throws IOException {
        Utf8Strings.write(seller.name(), target);
        target.writeLong(seller.auctions());
    }

    @Override
    public NewSeller deserialize(DataInputView source) throws IOException {
        return new NewSeller(Utf8Strings.read(source), source.readLong());
    }
}
