package io.millrace.worker.state;

import io.millrace.type.TypeRef;

/**
 * Where the keyed state of one task lies.
 *
 * <p><b>Thread.</b> Owned by the task, but for {@link #of}, which comes before it begins.
 *
 * <p><b>Lifecycle.</b> Takes hold of nothing before the task opens. Closed once, when the task is; the state is gone then,
 * and a view that has not been written fails.
 */
public interface TaskTables extends AutoCloseable {

    /** On the heap. */
    TaskTables HEAP = new OnHeap();

    /** Those of an operator, by the type of its keys. */
    KeyTables of(String operator, TypeRef<?> keyType);

    @Override
    void close();
}
