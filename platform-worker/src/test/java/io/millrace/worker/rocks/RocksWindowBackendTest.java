package io.millrace.worker.rocks;

import io.millrace.worker.state.KeyTables;
import io.millrace.worker.window.WindowBackendContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RocksWindowBackendTest extends WindowBackendContract {

    private static SharedRocks rocks;

    @BeforeAll
    static void open() {
        rocks = new SharedRocks(7);
    }

    @AfterAll
    static void close() {
        rocks.close();
    }

    @Override
    protected KeyTables tables() {
        return rocks.tables();
    }

    @Override
    protected int seeds() {
        return 3;
    }
}
