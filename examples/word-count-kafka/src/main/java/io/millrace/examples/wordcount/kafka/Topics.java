package io.millrace.examples.wordcount.kafka;

import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;

/** The topics of the count; Spring creates those that do not exist. */
@Configuration(proxyBeanMethods = false)
class Topics {

    static final String WORDS = "words";
    static final String COUNTS = "counts";

    private static final int PARTITIONS = 4;

    @Bean
    NewTopic words() {
        return TopicBuilder.name(WORDS).partitions(PARTITIONS).build();
    }

    @Bean
    NewTopic counts() {
        return TopicBuilder.name(COUNTS).partitions(PARTITIONS).build();
    }
}
