package io.millrace.examples.wordcount.kafka;

import io.millrace.examples.wordcount.Book;
import io.millrace.examples.wordcount.FailureNotice;
import io.millrace.examples.wordcount.LiveScreen;
import io.millrace.examples.wordcount.Terminal;
import java.io.IOException;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What there is to see of the count. */
@Configuration(proxyBeanMethods = false)
@Import(FailureNotice.class)
class Show {

    @Bean
    Book book() throws IOException {
        return new Book("text/moby-dick.txt");
    }

    @Bean
    Ledger ledger(DemoSettings settings) {
        return new Ledger(settings.top());
    }

    @Bean
    LiveScreen screen(DemoSettings settings, KafkaConnectionDetails kafka) {
        String title = "Moby-Dick, " + settings.linesPerSecond() + " lines a second, through Kafka at "
                + String.join(",", kafka.getBootstrapServers()) + ": topic " + Topics.WORDS
                + ", counted in windows of a second, topic " + Topics.COUNTS + "; Ctrl-C ends it";
        return new LiveScreen(title, Terminal.out());
    }
}
