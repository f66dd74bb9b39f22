package io.millrace.acceptance.restart;

import io.millrace.source.Sources;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** An application with a web server, a topology and a console. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class RestartedApplication {

    @Bean
    AtomicLong received() {
        return new AtomicLong();
    }

    @Bean
    Topology numbers(AtomicLong received) {
        TopologyBuilder topology = TopologyBuilder.named("numbers");
        topology.source("ticks", Sources.steady(1000, number -> number))
                .map("doubled", number -> number * 2)
                .rebalance()
                .blockingSink("output", number -> received.incrementAndGet());
        return topology.build();
    }
}
