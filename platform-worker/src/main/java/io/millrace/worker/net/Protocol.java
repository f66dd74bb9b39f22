package io.millrace.worker.net;

import io.millrace.worker.wire.Connection;
import io.millrace.worker.wire.Pipe;
import io.millrace.worker.wire.Wire;

/** What is spoken over the connections. */
interface Protocol {

    /** Begins a connection that we have made to an executor. */
    Connection dial(int executor, Pipe pipe);

    /** Begins a connection that somebody has made to us. */
    Connection accept(Pipe pipe);

    /** The protocol of executors. */
    static Protocol of(Wire wire) {
        return new Protocol() {
            @Override
            public Connection dial(int executor, Pipe pipe) {
                return wire.dial(executor, pipe);
            }

            @Override
            public Connection accept(Pipe pipe) {
                return wire.accept(pipe);
            }
        };
    }
}
