package io.millrace.master.server;

import io.millrace.control.Console;
import io.millrace.control.ConsoleSettings;
import io.millrace.control.ConsoleSettings.Role;
import io.millrace.control.ConsoleSettings.User;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;

/** The console over made-up figures, to look at: users ada, bob and eve with the password "secret". */
final class DemoConsole {

    private DemoConsole() {}

    public static void main(String[] args) throws Exception {
        ServerSocketChannel channel = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 8095));
        ConsoleSettings settings = new ConsoleSettings(
                null,
                List.of(
                        new User("ada", "{noop}secret", Role.ADMIN),
                        new User("bob", "{noop}secret", Role.OPERATOR),
                        new User("eve", "{noop}secret", Role.VIEWER)),
                Duration.ofHours(1));
        Console console = new ConsoleServerFactory().start(settings, channel, new FakeApplication());
        System.out.println(console.link());
        Thread.currentThread().join();
    }
}
