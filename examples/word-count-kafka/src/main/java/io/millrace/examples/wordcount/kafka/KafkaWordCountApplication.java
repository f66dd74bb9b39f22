package io.millrace.examples.wordcount.kafka;

import io.millrace.examples.wordcount.Terminal;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Counts words from Kafka to Kafka; {@link KafkaWordCount} has the topology, the rest is there to show what it does. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class KafkaWordCountApplication {

    /** Runs until Ctrl-C, or as long as the command line says. */
    public static void main(String[] args) {
        KafkaWordCountCommand command = new KafkaWordCountCommand();
        int exitCode = command.parse(args, Terminal.standardOutput(), Terminal.standardError());
        if (exitCode == KafkaWordCountCommand.RUN) {
            command.application().run(command.springArguments());
        } else {
            System.exit(exitCode);
        }
    }
}
