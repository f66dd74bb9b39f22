package io.millrace.master.server;

import io.millrace.control.Console;
import io.millrace.control.ConsoleSettings;
import io.millrace.control.ConsoleSettings.Role;
import io.millrace.control.ConsoleSettings.User;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Consoles on free ports, over a made-up application. */
final class TestConsoles {

    private TestConsoles() {}

    static Console withUsers() throws Exception {
        return start(users());
    }

    /** One of each role. */
    static ConsoleSettings users() {
        return new ConsoleSettings(
                null,
                List.of(
                        new User("ada", "{noop}secret", Role.ADMIN),
                        new User("bob", "secret", Role.OPERATOR),
                        new User("eve", "{bcrypt}" + new BCryptPasswordEncoder(4).encode("secret"), Role.VIEWER)),
                Duration.ofHours(1));
    }

    static Console withoutUsers(@Nullable Path folder) throws Exception {
        return start(new ConsoleSettings(folder, List.of(), Duration.ofHours(1)));
    }

    static Console start(ConsoleSettings settings) throws Exception {
        return start(settings, new FakeApplication());
    }

    static Console start(ConsoleSettings settings, FakeApplication application) throws Exception {
        ServerSocketChannel channel = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
        return new ConsoleServerFactory().start(settings, channel, application);
    }
}
