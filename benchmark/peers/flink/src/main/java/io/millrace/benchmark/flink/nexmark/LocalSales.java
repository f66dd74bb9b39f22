package io.millrace.benchmark.flink.nexmark;

import io.millrace.benchmark.auction.LocalSale;
import io.millrace.benchmark.flink.job.FlatInformation;
import io.millrace.benchmark.flink.job.FlatSerializer;
import io.millrace.benchmark.flink.job.Utf8Strings;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Sales, field by field. */
final class LocalSales extends FlatSerializer<LocalSale> {

    static final TypeInformation<LocalSale> INFORMATION = new FlatInformation<>(LocalSale.class, new LocalSales());

    @Override
    public void serialize(LocalSale sale, DataOutputView target) throws IOException {
        Utf8Strings.write(sale.name(), target);
        Utf8Strings.write(sale.city(), target);
        Utf8Strings.write(sale.state(), target);
        target.writeLong(sale.auction());
    }

    @Override
    public LocalSale deserialize(DataInputView source) throws IOException {
        return new LocalSale(
                Utf8Strings.read(source), Utf8Strings.read(source), Utf8Strings.read(source), source.readLong());
    }
}
