package io.millrace.stream;

import io.millrace.Experimental;
import io.millrace.topology.StepInput;
import java.util.List;

/** A stream that can be an input of a low-level operator: a data stream or a keyed stream. */
@Experimental
public sealed interface StreamInput permits DataStream, KeyedStream {

    /** The edges that lead from this stream into an input. */
    List<StepInput> toStepInputs(int ordinal);
}
