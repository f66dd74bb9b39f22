package io.millrace.benchmark.flink;

import io.millrace.benchmark.flink.job.FlatInformation;
import io.millrace.benchmark.flink.job.FlatSerializer;
import io.millrace.benchmark.flink.job.Utf8Strings;
import io.millrace.benchmark.workload.FirmMessage;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Messages, field by field. */
final class FirmMessages extends FlatSerializer<FirmMessage> {

    static final TypeInformation<FirmMessage> INFORMATION =
            new FlatInformation<>(FirmMessage.class, new FirmMessages());

    @Override
    public void serialize(FirmMessage message, DataOutputView target) throws IOException {
        target.writeLong(message.id());
        target.writeInt(message.firm());
        target.writeBoolean(message.isResponse());
        target.writeLong(message.timestampMillis());
        Utf8Strings.write(message.text(), target);
    }

    @Override
    public FirmMessage deserialize(DataInputView source) throws IOException {
        return new FirmMessage(
                source.readLong(), source.readInt(), source.readBoolean(), source.readLong(), Utf8Strings.read(source));
    }
}
