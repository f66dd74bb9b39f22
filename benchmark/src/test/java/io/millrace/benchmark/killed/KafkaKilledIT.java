package io.millrace.benchmark.killed;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.kafka.BrokerSettings;
import io.millrace.examples.kafka.KafkaBrokers;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process that sums payments from Kafka to Kafka is killed, or its broker, or both; a consumer of what is committed sees
 * each sum once.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class KafkaKilledIT {

    private static final int LONGEST_LIFE_MILLIS = 5_000;
    private static final int LONGEST_DEATH_MILLIS = 4_000;

    private static KafkaBrokers broker;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final KafkaScale scale = KafkaScale.ofThisRun();

    @TempDir
    private Path folder;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = KafkaBrokers.start(BrokerSettings.of(1));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void shouldSumEachPaymentOnceHoweverOftenItIsKilled() throws Exception {
        Payments payments = new Payments(scale.payments());
        PaymentsRun run = run("killed", payments, 2 * scale.kills());
        int kills = 0;
        boolean hasFinished = false;
        while (kills < scale.kills() && !hasFinished) {
            hasFinished = !run.kill(random);
            kills += hasFinished ? 0 : 1;
        }
        if (!hasFinished) {
            run.finish();
        }
        assertThat(kills).as("seed %d", seed).isGreaterThan(scale.kills() / 2);
        run.topics().requireExactly(payments, "seed " + seed + ", kills " + kills);
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE_DECISION", "AFTER_DECISION", "BETWEEN_COMMITS", "AFTER_COMMIT", "RECOVERING_SINK"})
    void shouldSumEachPaymentOnceWhereverItDies(FaultPoint point) throws Exception {
        Payments payments = new Payments(scale.payments() / 4);
        PaymentsRun run = run("halted-" + point, payments, 2 * scale.halts());
        if (point == FaultPoint.RECOVERING_SINK) {
            run.halt(FaultPoint.AFTER_DECISION, 3);
        }
        for (int i = 0; i < scale.halts(); i++) {
            run.halt(point, 1 + random.nextInt(2));
        }
        run.finish();
        run.topics().requireExactly(payments, point + ", seed " + seed);
    }

    @Test
    void shouldSumEachPaymentOnceThoughItsBrokerIsKilled() throws Exception {
        Payments payments = new Payments(scale.payments());
        PaymentsRun run = run("broker", payments, 6 * scale.brokerKills());
        try (ChildJvm jvm = run.start()) {
            jvm.awaitOutput(KilledPayments.RUNNING);
            int kills = 0;
            // A broker may take so long to come back that all is done before it has been killed as often as planned.
            while (kills < scale.brokerKills() && !jvm.endsWithin(random.nextInt(LONGEST_LIFE_MILLIS))) {
                broker.kill(0);
                kills++;
                var unused = jvm.endsWithin(random.nextInt(LONGEST_DEATH_MILLIS));
                broker.restart(0);
            }
            assertThat(kills).as("seed %d: %s", seed, jvm.output()).isPositive();
            assertThat(jvm.exitCode()).as("seed %d: %s", seed, jvm.output()).isZero();
        }
        run.topics().requireExactly(payments, "seed " + seed);
    }

    /** Fills the topics, and has processes that need about so many seconds in all. */
    private PaymentsRun run(String name, Payments payments, int seconds) throws Exception {
        System.out.println(name + ", seed " + seed);
        PaymentTopics topics = new PaymentTopics(broker.bootstrapServers(), name);
        topics.fill(payments);
        return new PaymentsRun(topics, folder, PaymentsRun.pace(payments, seconds), seed);
    }
}
