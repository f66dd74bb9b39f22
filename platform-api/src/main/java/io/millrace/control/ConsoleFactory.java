package io.millrace.control;

import java.nio.channels.ServerSocketChannel;

/**
 * Starts the console. It lives in a class loader of its own, which shares only the JDK, this API and the logging API with
 * the application, and is found there as a service.
 */
public interface ConsoleFactory {

    /**
     * Starts a console; returns when it answers.
     *
     * <p><b>Ownership.</b> The channel belongs to the console from now on, also after a failure.
     *
     * @param settings what it is to be
     * @param channel bound to the address of the console
     * @param control what it shows and steers
     * @throws Exception if it cannot be started; the message says why
     */
    Console start(ConsoleSettings settings, ServerSocketChannel channel, ApplicationControl control) throws Exception;
}
