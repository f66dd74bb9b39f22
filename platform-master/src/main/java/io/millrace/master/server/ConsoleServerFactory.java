package io.millrace.master.server;

import io.millrace.control.ApplicationControl;
import io.millrace.control.Console;
import io.millrace.control.ConsoleFactory;
import io.millrace.control.ConsoleSettings;
import java.nio.channels.ServerSocketChannel;

/** Starts the console of this module. Found as a service. */
public final class ConsoleServerFactory implements ConsoleFactory {

    @Override
    public Console start(ConsoleSettings settings, ServerSocketChannel channel, ApplicationControl control)
            throws Exception {
        return ConsoleServer.start(settings, channel, control);
    }
}
