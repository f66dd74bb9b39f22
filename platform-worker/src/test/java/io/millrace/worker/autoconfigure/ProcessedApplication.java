package io.millrace.worker.autoconfigure;

import io.millrace.source.Sources;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Topology;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application with a topology that ends. Its own file, for Boot does not find what it made of a nested class. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ProcessedApplication {

    public static void main(String[] args) {
        SpringApplication.run(ProcessedApplication.class, args);
    }

    @Bean
    Topology processedTopology() {
        TopologyBuilder builder = TopologyBuilder.named("processed");
        builder.source("numbers", Sources.of(1, 2), WatermarkStrategy.atEndOnly())
                .map("tenfold", n -> n * 10)
                .sink("print", n -> System.out.println("result " + n));
        return builder.build();
    }
}
