package io.millrace.benchmark.flink;

import io.millrace.benchmark.flink.job.FlatInformation;
import io.millrace.benchmark.flink.job.FlatSerializer;
import io.millrace.benchmark.workload.FirmLatency;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Latencies, field by field. */
final class FirmLatencies extends FlatSerializer<FirmLatency> {

    static final TypeInformation<FirmLatency> INFORMATION =
            new FlatInformation<>(FirmLatency.class, new FirmLatencies());

    @Override
    public void serialize(FirmLatency latency, DataOutputView target) throws IOException {
        target.writeInt(latency.firm());
        target.writeLong(latency.millis());
    }

    @Override
    public FirmLatency deserialize(DataInputView source) throws IOException {
        return new FirmLatency(source.readInt(), source.readLong());
    }
}
