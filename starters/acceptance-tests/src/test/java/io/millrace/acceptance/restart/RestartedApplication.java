package io.millrace.acceptance.restart;

import io.millrace.source.Sources;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** An application with a web server, a topology and a console. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class RestartedApplication {

    /** Tells when it was ready and when the first record came through, in milliseconds since the start of the JVM. */
    public static void main(String[] args) {
        ConfigurableApplicationContext context = SpringApplication.run(RestartedApplication.class, args);
        System.out.println("PROBE ready-millis=" + uptimeMillis());
        AtomicLong received = context.getBean(AtomicLong.class);
        while (received.get() == 0) {
            Thread.onSpinWait();
        }
        System.out.println("PROBE first-record-millis=" + uptimeMillis());
        System.exit(SpringApplication.exit(context));
    }

    private static long uptimeMillis() {
        return ManagementFactory.getRuntimeMXBean().getUptime();
    }

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
