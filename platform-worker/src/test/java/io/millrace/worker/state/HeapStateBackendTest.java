package io.millrace.worker.state;

class HeapStateBackendTest extends StateBackendContract {

    @Override
    protected KeyTables tables() {
        return new HeapTables();
    }

    @Override
    protected int seeds() {
        return 40;
    }
}
