package io.millrace.programs;

import io.millrace.programs.StateAndTimerProgram.Reading;
import io.millrace.type.ValueReader;
import io.millrace.type.ValueSerializer;
import io.millrace.type.ValueWriter;

/** Writes readings. The first version had no value; what it wrote is still read. */
final class ReadingSerializer implements ValueSerializer<Reading> {

    @Override
    public int version() {
        return 2;
    }

    @Override
    public void write(Reading reading, ValueWriter out) {
        out.writeString(reading.device());
        out.writeLong(reading.atMillis());
        out.writeDouble(reading.value());
    }

    @Override
    public Reading read(ValueReader in, int version) {
        String device = in.readString();
        long atMillis = in.readLong();
        double value = version >= 2 ? in.readDouble() : Double.NaN;
        return new Reading(device, value, atMillis);
    }
}
