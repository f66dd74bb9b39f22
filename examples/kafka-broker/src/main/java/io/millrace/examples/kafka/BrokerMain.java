package io.millrace.examples.kafka;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import kafka.Kafka;
import kafka.tools.StorageTool;

/**
 * What the process of a broker runs: Kafka's own main class, until standard input ends. It ends when whoever started the
 * process closes it, and also when that one dies, of whatever: no broker is left behind.
 *
 * <p>The class is copied to where a broker can load it, alone: it must not need any other of this module, nor an inner one.
 */
final class BrokerMain {

    private static final int STOP_SECONDS = 20;

    private BrokerMain() {}

    /** Arguments: {@code server.properties} and id of the cluster. */
    public static void main(String[] args) {
        startDaemon("parent-watch", BrokerMain::stopWithParent);
        int status = StorageTool.execute(
                new String[] {"format", "--ignore-formatted", "--cluster-id", args[1], "--config", args[0]},
                System.out);
        if (status != 0) {
            System.exit(status);
        }
        Kafka.main(new String[] {args[0]});
    }

    private static void stopWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nobody says anything.
            }
        } catch (IOException e) {
            // The same as the end.
        }
        startDaemon("halt", BrokerMain::haltLater);
        System.exit(0);
    }

    /** One of several brokers may wait for others that have gone before. */
    private static void haltLater() {
        try {
            TimeUnit.SECONDS.sleep(STOP_SECONDS);
        } catch (InterruptedException e) {
            // Nobody interrupts it.
        }
        Runtime.getRuntime().halt(1);
    }

    private static void startDaemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
