package io.millrace.examples.kafka;

import io.millrace.examples.process.Loopback;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Finds out whether brokers are ready for clients. */
final class Readiness {

    private static final int TRY_MILLIS = 2_000;

    private Readiness() {}

    /** Whether the broker at this port answers, and knows so many that are ready, itself among them. */
    static boolean isReady(int port, int brokers) throws InterruptedException {
        // Asked first, since clients of Kafka would complain in the log.
        return Loopback.isListening(port) && knows(port, brokers);
    }

    private static boolean knows(int port, int brokers) throws InterruptedException {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, Loopback.HOST + ":" + port,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TRY_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TRY_MILLIS);
        try (Admin admin = Admin.create(settings)) {
            var nodes = admin.describeCluster().nodes().get(2L * TRY_MILLIS, TimeUnit.MILLISECONDS);
            return nodes.size() >= brokers && nodes.stream().anyMatch(node -> node.port() == port);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
