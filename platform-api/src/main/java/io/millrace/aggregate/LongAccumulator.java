package io.millrace.aggregate;

/** Accumulator of a whole number. */
public final class LongAccumulator {

    long value;

    LongAccumulator() {}
}
