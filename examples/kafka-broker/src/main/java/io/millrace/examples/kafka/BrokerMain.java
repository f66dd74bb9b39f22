package io.millrace.examples.kafka;

import kafka.Kafka;
import kafka.tools.StorageTool;

/**
 * What the process of a broker runs: Kafka's own main class, on a folder that Kafka has formatted.
 *
 * <p>The class is copied to where a broker can load it, alone: it must not need any other of this module, nor an inner one.
 */
final class BrokerMain {

    private BrokerMain() {}

    /** Arguments: {@code server.properties} and id of the cluster. */
    public static void main(String[] args) {
        int status = StorageTool.execute(
                new String[] {"format", "--ignore-formatted", "--cluster-id", args[1], "--config", args[0]},
                System.out);
        if (status != 0) {
            System.exit(status);
        }
        Kafka.main(new String[] {args[0]});
    }
}
