package io.millrace.worker.rocks;

import io.millrace.source.Sources;
import io.millrace.stream.TopologyBuilder;
import io.millrace.type.TypeRef;
import io.millrace.worker.serial.TypeCodecs;
import io.millrace.worker.snapshot.Codecs;
import io.millrace.worker.state.KeyTables;
import io.millrace.worker.state.TaskTables;

/** One database for many small tests: each takes the tables of another operator of one task. */
final class SharedRocks implements AutoCloseable {

    private final RocksWorker worker;
    private final TaskTables task;

    /** Opens it. A few entries at most stay on the heap, so that nearly everything is written and read. */
    SharedRocks(int cachedEntries) {
        worker = RocksSettings.defaults().withCachedEntries(cachedEntries).open();
        task = worker.backend("test", codecs()).task("task");
    }

    KeyTables tables() {
        return task.of("operator", TypeRef.of(String.class));
    }

    @Override
    public void close() {
        task.close();
        worker.close();
    }

    /** Codecs of types that need no topology. */
    static Codecs codecs() {
        TopologyBuilder builder = TopologyBuilder.named("test");
        builder.source("words", Sources.of("a")).sink("sink", word -> {});
        TypeCodecs codecs = TypeCodecs.of(builder.build());
        return codecs::codec;
    }
}
