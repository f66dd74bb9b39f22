package io.millrace.benchmark.application;

import io.millrace.aggregate.Aggregates;
import io.millrace.examples.wordcount.Book;
import io.millrace.examples.wordcount.Words;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Guarantee;
import io.millrace.topology.Topology;
import io.millrace.window.WindowSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The topology, with checkpoints. A line of the book is long past by its timestamp: windows never wait for a clock. */
@Configuration(proxyBeanMethods = false)
class BusyWordCount {

    @Bean
    Topology wordCount(@Value("${millrace.app.busy.tasks}") int tasks) throws IOException {
        LongAdder results = new LongAdder();
        TopologyBuilder topology = TopologyBuilder.named("word-count").guarantee(Guarantee.AT_LEAST_ONCE);
        topology.source("lines", new EndlessBook(new Book("text/moby-dick.txt"), tasks))
                .flatMap("words", new Words())
                .keyBy(word -> word)
                .window(WindowSpec.tumbling(Duration.ofSeconds(1)))
                .aggregate("counts", Aggregates.count())
                .sink("results", result -> results.increment());
        return topology.build();
    }
}
