package io.millrace.worker.rocks;

import io.millrace.worker.state.KeyTables;
import io.millrace.worker.state.StateBackendContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RocksStateBackendTest extends StateBackendContract {

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
        return 8;
    }
}
