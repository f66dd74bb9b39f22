package io.millrace.examples.wordcount.kafka;

import io.millrace.examples.kafka.BrokerSettings;
import io.millrace.examples.kafka.KafkaBrokers;
import io.millrace.examples.wordcount.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** A broker that comes and goes with the demo, where no other was named. */
@Configuration(proxyBeanMethods = false)
@Profile(OwnBroker.PROFILE)
class OwnBroker {

    static final String PROFILE = "own-broker";

    @Bean
    DemoFolder demoFolder(DemoSettings settings) {
        return new DemoFolder(Objects.requireNonNull(settings.folder(), "millrace.app.demo.folder"));
    }

    /** Is stopped when the topology has stopped, because Spring destroys beans after it has stopped all that runs. */
    @Bean
    KafkaBrokers kafkaBrokers(DemoFolder folder) throws InterruptedException {
        Path brokers = folder.path().resolve("kafka");
        PrintStream err = Terminal.standardError();
        err.println("Starting a Kafka broker in " + brokers);
        err.flush();
        try {
            return KafkaBrokers.start(BrokerSettings.of(1).withFolder(brokers));
        } catch (IOException e) {
            throw new BrokerNotStartedException(e);
        }
    }

    @Bean
    KafkaConnectionDetails kafkaConnectionDetails(KafkaBrokers brokers) {
        return () -> List.of(brokers.bootstrapServers());
    }
}
