package io.millrace.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kafka.KafkaSource;
import io.millrace.source.SplitDiscovery;
import io.millrace.source.SplitReader.Progress;
import java.util.Map;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** The broker is away: at the start, in the middle, and as if cut off. */
@Timeout(90)
class OutageIT {

    private static TcpProxy proxy;
    private static TestBroker broker;

    private final String topic;

    OutageIT(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName();
    }

    @BeforeAll
    static void start() throws Exception {
        proxy = new TcpProxy();
        // Clients that come through the proxy are led back to it.
        broker = TestBroker.start(Map.of("advertised.listeners", "EXTERNAL://" + proxy.address()), proxy);
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
        proxy.close();
    }

    @BeforeEach
    void fill() throws Exception {
        broker.create(topic, 1);
        broker.sendNumbers(topic, 1, 0, 10);
    }

    @AfterEach
    void restore() throws Exception {
        proxy.silent(false);
        proxy.up();
    }

    @Test
    void shouldWaitForABrokerThatIsNotThereAtTheStart() throws Exception {
        proxy.down();
        try (TestTask<String> task = TestTask.of(source())) {
            Eventually.until(() -> {
                task.turn();
                return !task.context().trouble().isEmpty();
            });
            assertThat(task.context().trouble()).startsWith("Kafka does not answer: brokers=" + proxy.address() + "; ");
            assertThat(task.found()).isEqualTo(SplitDiscovery.Progress.LOOKING);
            proxy.up();
            task.read(10);
            Eventually.until(() -> task.context().trouble().isEmpty());
        }
    }

    @Test
    void shouldWaitForBrokersThatHaveNoAddressYet() throws Exception {
        KafkaSource<String> source =
                KafkaSource.of(Map.of("bootstrap.servers", "nowhere.invalid:9092"), new StringDeserializer(), topic);
        try (TestTask<String> task = TestTask.of(source)) {
            Eventually.until(() -> {
                task.turn();
                return task.context().trouble().startsWith("Kafka is not found, ");
            });
            assertThat(task.context().trouble()).contains("brokers=nowhere.invalid:9092; ");
        }
    }

    @Test
    void shouldGoOnByItselfWhenTheBrokerIsBack() throws Exception {
        try (TestTask<String> task = TestTask.of(source())) {
            task.read(10);
            proxy.down();
            untilUnreachable(task);
            proxy.up();
            broker.sendNumbers(topic, 1, 10, 10);
            task.read(20);
            untilWell(task);
            assertThat(task.values(topic + "-0")).startsWith("0").endsWith("19").doesNotHaveDuplicates();
        }
    }

    @Test
    void shouldTellSilenceFromANetworkThatIsCut() throws Exception {
        try (TestTask<String> task = TestTask.of(source())) {
            task.read(10);
            untilWell(task);
            proxy.silent(true);
            untilUnreachable(task);
            proxy.silent(false);
            broker.sendNumbers(topic, 1, 10, 10);
            task.read(20);
            untilWell(task);
        }
    }

    @Test
    void shouldKeepThePositionOfASplitThatItHasNotReachedYet() throws Exception {
        Map<String, String> positions;
        try (TestTask<String> task = TestTask.of(source())) {
            task.read(10);
            positions = task.positions();
        }
        proxy.down();
        try (TestTask<String> task = TestTask.restored(source(), positions)) {
            Eventually.until(() -> {
                task.turn();
                return !task.context().trouble().isEmpty();
            });
            assertThat(task.progress(topic + "-0")).isEqualTo(Progress.UNREACHABLE);
            assertThat(task.positions()).isEqualTo(positions);
            proxy.up();
            broker.sendNumbers(topic, 1, 10, 1);
            task.read(1);
        }
    }

    private void untilUnreachable(TestTask<String> task) {
        Eventually.until(() -> {
            task.turn();
            return task.progress(topic + "-0") == Progress.UNREACHABLE
                    && !task.context().trouble().isEmpty();
        });
        assertThat(task.context().trouble())
                .startsWith("Kafka does not answer: brokers=" + proxy.address() + ", partitions=[" + topic + "-0]; ");
    }

    private void untilWell(TestTask<String> task) {
        Eventually.until(() -> {
            task.turn();
            return task.progress(topic + "-0") == Progress.NOTHING_NOW
                    && task.context().trouble().isEmpty();
        });
    }

    private KafkaSource<String> source() {
        return KafkaSource.of(Map.of("bootstrap.servers", proxy.address()), new StringDeserializer(), topic);
    }
}
