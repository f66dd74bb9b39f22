package io.millrace.worker.window;

import io.millrace.operator.OperatorContext;

/** What the operators of windows need beyond the public contract. */
public interface WindowContext extends OperatorContext {

    /** Takes a record that came too late for all its windows: counts it, and sends it to the side output if there is one. */
    void late(Object value, long timestampMillis);

    /** Counts records that came too late when they had already been combined. */
    void lateCombined(int records);
}
