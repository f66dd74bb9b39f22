package io.millrace.worker.state;

import java.util.List;

/** Operator of the engine that keeps keyed state of its own, beside what is declared by handles. */
public interface Keeping {

    /** Its parts, the same ones in each call. */
    List<? extends KeyedPart<?>> parts();
}
