package io.millrace.examples.process;

import java.util.List;

/**
 * What servers are, and when one of them is ready.
 *
 * @param name as errors say it: "Kafka broker"
 * @param key before the number of a server in errors: "broker"
 * @param ports where clients find each of them
 */
public record ServerKind(String name, String key, List<Integer> ports, Readiness readiness) {

    /** Keeps a copy. */
    public ServerKind {
        ports = List.copyOf(ports);
    }

    /** Finds out whether a server is ready for clients. */
    @FunctionalInterface
    public interface Readiness {

        /**
         * Asks a server, which need not have begun to listen.
         *
         * @param started how many are being started together, itself among them
         */
        boolean isReady(int server, int started) throws InterruptedException;
    }
}
