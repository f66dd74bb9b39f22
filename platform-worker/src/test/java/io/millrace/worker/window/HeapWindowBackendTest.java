package io.millrace.worker.window;

import io.millrace.worker.state.HeapTables;
import io.millrace.worker.state.KeyTables;

class HeapWindowBackendTest extends WindowBackendContract {

    @Override
    protected KeyTables tables() {
        return new HeapTables();
    }

    @Override
    protected int seeds() {
        return 25;
    }
}
