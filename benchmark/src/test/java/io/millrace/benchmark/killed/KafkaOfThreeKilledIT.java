package io.millrace.benchmark.killed;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.kafka.BrokerSettings;
import io.millrace.examples.kafka.KafkaBrokers;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A process that sums payments is killed again and again, and one of its three brokers before it each time. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@EnabledIfSystemProperty(named = "kafka.full", matches = ".*", disabledReason = "three brokers take long to start")
class KafkaOfThreeKilledIT {

    private static final int BROKERS = 3;

    @TempDir
    private Path folder;

    @Test
    void shouldSumEachPaymentOnceWhateverIsKilled() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("three brokers, seed " + seed);
        Random random = new Random(seed);
        KafkaScale scale = KafkaScale.ofThisRun();
        Payments payments = new Payments(scale.payments());
        try (KafkaBrokers brokers = KafkaBrokers.start(BrokerSettings.of(BROKERS))) {
            PaymentTopics topics = new PaymentTopics(brokers.bootstrapServers(), "three");
            topics.fill(payments);
            PaymentsRun run =
                    new PaymentsRun(topics, folder, PaymentsRun.pace(payments, 4 * scale.brokerKills()), seed);
            boolean hasFinished = false;
            int kills = 0;
            for (; kills < scale.brokerKills() && !hasFinished; kills++) {
                int dead = random.nextInt(BROKERS);
                hasFinished = !run.kill(random, () -> brokers.kill(dead));
                brokers.restart(dead);
            }
            if (!hasFinished) {
                run.finish();
            }
            assertThat(kills).as("seed %d", seed).isGreaterThan(scale.brokerKills() / 2);
            topics.requireExactly(payments, "seed " + seed + ", kills " + kills);
        }
    }
}
