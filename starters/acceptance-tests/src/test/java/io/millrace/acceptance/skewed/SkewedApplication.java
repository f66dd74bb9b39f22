package io.millrace.acceptance.skewed;

import io.millrace.aggregate.Aggregates;
import io.millrace.source.Sources;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * An application in which most orders are of one customer, so one task of {@code enrich} gets most records. It keeps up, until
 * {@link Faults} say otherwise.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
public class SkewedApplication {

    private static final int RECORDS_PER_SECOND = 4_000;
    private static final int CUSTOMERS = 200;

    public static void main(String[] args) {
        SpringApplication.run(SkewedApplication.class, args);
    }

    @Bean
    Faults faults() {
        Faults faults = new Faults();
        faults.slowDown(Long.getLong("skewed.lookup-micros", 0) * 1_000);
        faults.fail(Integer.getInteger("skewed.failures", 0));
        return faults;
    }

    @Bean
    Topology orders(Faults faults) {
        TopologyBuilder topology = TopologyBuilder.named("orders");
        topology.source("received", Sources.steady(RECORDS_PER_SECOND, number -> customer(number)))
                .parallelism(1)
                .map("checked", customer -> customer)
                .keyBy(customer -> customer)
                .<String>process("enrich", (order, context, out) -> out.emit(faults.lookUp(order)))
                .typed(String.class)
                .blocking()
                .parallelism(4)
                .keyBy(customer -> customer)
                .window(WindowSpec.tumbling(Duration.ofSeconds(1)))
                .aggregate("totals", Aggregates.count())
                .sink("shown", total -> {});
        return topology.build();
    }

    /** Four of five orders are of one customer. */
    private static String customer(long number) {
        return number % 5 == 0 ? "customer-" + number / 5 % CUSTOMERS : "customer-big";
    }
}
