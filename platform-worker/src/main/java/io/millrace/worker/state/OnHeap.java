package io.millrace.worker.state;

import io.millrace.type.TypeRef;

/** The heap, which holds nothing that would have to be closed. */
final class OnHeap implements TaskTables {

    @Override
    public KeyTables of(String operator, TypeRef<?> keyType) {
        return new HeapTables();
    }

    @Override
    public void close() {}
}
