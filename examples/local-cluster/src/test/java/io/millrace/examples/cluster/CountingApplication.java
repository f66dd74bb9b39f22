package io.millrace.examples.cluster;

import io.millrace.file.FileSink;
import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;
import io.millrace.source.Sources;
import io.millrace.state.StateHandle;
import io.millrace.state.ValueState;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Guarantee;
import io.millrace.topology.Topology;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Counts numbers by key, at a steady rate and without end, and shows each count once: none may be missing, none come twice. */
@SpringBootApplication
public class CountingApplication {

    static final int KEYS = 50;
    static final int RATE = 5000;

    private static final StateHandle<ValueState<Long>> COUNT = StateHandle.value("count", Long.class);

    public static void main(String[] args) {
        SpringApplication.run(CountingApplication.class, args);
    }

    @Bean
    Topology counting(@Value("${millrace.app.output}") Path output) {
        TopologyBuilder topology = TopologyBuilder.named("counting").guarantee(Guarantee.EXACTLY_ONCE);
        topology.source("numbers", Sources.steady(RATE, number -> number))
                .typed(Long.class)
                .keyBy(number -> number % KEYS)
                .process("counts", new Counting(), COUNT)
                .typed(String.class)
                .rebalance()
                .sinkTo("shown", FileSink.text(output, line -> line));
        return topology.build();
    }

    private static final class Counting implements KeyedProcess<Long, Long, String> {

        @Override
        public void onRecord(Long value, KeyedContext<Long> context, Emitter<String> out) {
            ValueState<Long> count = context.state(COUNT);
            long next = count.getOr(0L) + 1;
            count.set(next);
            out.emit(context.key() + ":" + next);
        }
    }
}
