package io.millrace.worker.net;

import io.millrace.worker.wire.Connection;
import io.millrace.worker.wire.Pipe;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Each side sends a word, and is open when it has heard that of the other; after that it counts bytes. */
final class FakeProtocol implements Protocol {

    final List<FakeConnection> dialled = new CopyOnWriteArrayList<>();
    final List<FakeConnection> accepted = new CopyOnWriteArrayList<>();

    @Override
    public Connection dial(int executor, Pipe pipe) {
        FakeConnection connection = new FakeConnection(pipe);
        dialled.add(connection);
        connection.begin();
        return connection;
    }

    @Override
    public Connection accept(Pipe pipe) {
        FakeConnection connection = new FakeConnection(pipe);
        accepted.add(connection);
        connection.begin();
        return connection;
    }

    /** The latest connection that we have made, once it is open. */
    FakeConnection openDialled() {
        Await.until("a dialled connection is open", () -> isLastOpen(dialled));
        return dialled.get(dialled.size() - 1);
    }

    /** The latest connection of others, once it is open. */
    FakeConnection openAccepted() {
        Await.until("an accepted connection is open", () -> isLastOpen(accepted));
        return accepted.get(accepted.size() - 1);
    }

    private static boolean isLastOpen(List<FakeConnection> connections) {
        return !connections.isEmpty() && connections.get(connections.size() - 1).isOpen();
    }
}
