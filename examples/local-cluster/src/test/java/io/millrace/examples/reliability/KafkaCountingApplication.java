package io.millrace.examples.reliability;

import io.millrace.function.Emitter;
import io.millrace.kafka.KafkaSink;
import io.millrace.kafka.MillraceKafka;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;
import io.millrace.state.StateHandle;
import io.millrace.state.ValueState;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Guarantee;
import io.millrace.topology.Topology;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * Counts the numbers of a topic by key, and writes each count to another topic as "key:count": none may be missing, none come
 * twice. One task reads, so that one member is the one that holds the source.
 */
@SpringBootApplication
public class KafkaCountingApplication {

    static final String TOPOLOGY = "counting";
    static final int KEYS = 100;

    private static final StateHandle<ValueState<Long>> COUNT = StateHandle.value("count", Long.class);

    public static void main(String[] args) {
        SpringApplication.run(KafkaCountingApplication.class, args);
    }

    /** From release 2 on there is one more operator, which changes nothing. */
    @Bean
    Topology counting(MillraceKafka kafka, @Value("${millrace.app.release:1}") int release) {
        KafkaSink<Count> shown =
                kafka.sink(Topics.COUNTS, Count::text, new StringSerializer()).key(Count::key, new LongSerializer());
        TopologyBuilder topology = TopologyBuilder.named(TOPOLOGY).guarantee(Guarantee.EXACTLY_ONCE);
        DataStream<Count> counts = topology.source("numbers", kafka.source(new LongDeserializer(), Topics.NUMBERS))
                .parallelism(1)
                .keyBy(number -> number % KEYS)
                .process("counts", new Counting(), COUNT);
        if (release > 1) {
            counts = counts.filter("plausible", count -> count.count() > 0);
        }
        counts.sinkTo("shown", shown);
        return topology.build();
    }

    /** How many numbers with a key there have been. */
    record Count(long key, long count) {

        String text() {
            return key + ":" + count;
        }
    }

    private static final class Counting implements KeyedProcess<Long, Long, Count> {

        @Override
        public void onRecord(Long value, KeyedContext<Long> context, Emitter<Count> out) {
            ValueState<Long> count = context.state(COUNT);
            long next = count.getOr(0L) + 1;
            count.set(next);
            out.emit(new Count(context.key(), next));
        }
    }
}
