package io.millrace.examples.kafka;

import java.io.IOException;

/**
 * Runs brokers until Ctrl-C or the end of standard input, and says where they are:
 *
 * <pre>{@code java -cp "millrace-example-kafka-broker.jar:kafka-lib/*" io.millrace.examples.kafka.KafkaBrokersMain 3}</pre>
 */
public final class KafkaBrokersMain {

    private static final int USAGE = 2;

    private KafkaBrokersMain() {}

    /** Argument: how many, 1 or 3; 1 without it. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length > 1 || (args.length == 1 && !args[0].matches("[13]"))) {
            System.err.println(
                    "Number of brokers is neither 1 nor 3: arguments=" + String.join(" ", args) + "; give 1 or 3");
            System.exit(USAGE);
        }
        KafkaBrokers brokers = KafkaBrokers.start(BrokerSettings.of(args.length == 0 ? 1 : Integer.parseInt(args[0])));
        Runtime.getRuntime().addShutdownHook(new Thread(brokers::close, "stop-brokers"));
        System.out.println(brokers.bootstrapServers());
        while (System.in.read() >= 0) {
            // Nobody says anything.
        }
        System.exit(0);
    }
}
