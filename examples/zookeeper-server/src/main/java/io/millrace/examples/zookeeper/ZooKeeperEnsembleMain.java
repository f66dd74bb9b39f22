package io.millrace.examples.zookeeper;

import java.io.IOException;

/**
 * Runs servers until Ctrl-C or the end of standard input, and says where they are:
 *
 * <pre>{@code java -cp "millrace-example-zookeeper-server.jar:millrace-example-processes.jar" \
 *     -Dzookeeper-server.lib=zk-lib io.millrace.examples.zookeeper.ZooKeeperEnsembleMain 3}</pre>
 */
public final class ZooKeeperEnsembleMain {

    private static final int USAGE = 2;

    private ZooKeeperEnsembleMain() {}

    /** Argument: how many, 1 to 5; 1 without it. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length > 1 || (args.length == 1 && !args[0].matches("[1-5]"))) {
            System.err.println(
                    "Number of ZooKeeper servers is wrong: arguments=" + String.join(" ", args) + "; give 1, 3 or 5");
            System.exit(USAGE);
        }
        EnsembleSettings settings = EnsembleSettings.of(args.length == 0 ? 1 : Integer.parseInt(args[0]));
        settings.warning().ifPresent(System.err::println);
        ZooKeeperEnsemble ensemble = ZooKeeperEnsemble.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(ensemble::close, "stop-servers"));
        System.out.println(ensemble.connectString());
        while (System.in.read() >= 0) {
            // Nobody says anything.
        }
        System.exit(0);
    }
}
