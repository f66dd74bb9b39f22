package io.millrace.acceptance.faulty;

import io.millrace.aggregate.Aggregates;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.ErrorPolicy;
import io.millrace.topology.Topology;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * An application with the faults that people ask a console about: a split that says nothing and has no idleness, so that no
 * window ends, and records that become dead letters.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
public class FaultyApplication {

    public static void main(String[] args) {
        SpringApplication.run(FaultyApplication.class, args);
    }

    @Bean
    Branches branches() {
        return new Branches();
    }

    @Bean
    Checks checks() {
        return new Checks();
    }

    @Bean
    Topology orders(Branches branches, Checks checks) {
        TopologyBuilder topology = TopologyBuilder.named("orders");
        topology.source("received", branches, WatermarkStrategy.inOrder())
                .typed(String.class)
                .parallelism(1)
                .map("checked", checks::check)
                .onError(ErrorPolicy.DEAD_LETTER)
                .keyBy(order -> order.substring(0, order.lastIndexOf('-')))
                .window(WindowSpec.tumbling(Duration.ofSeconds(1)))
                .aggregate("totals", Aggregates.count())
                .sink("shown", total -> {});
        return topology.build();
    }
}
