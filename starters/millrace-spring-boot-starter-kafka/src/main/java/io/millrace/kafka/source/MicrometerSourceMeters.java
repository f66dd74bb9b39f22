package io.millrace.kafka.source;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.millrace.operator.TaskContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Counts with Micrometer. There are two gauges for each partition, and else a fixed number of meters for each step. */
public final class MicrometerSourceMeters implements SourceMeters {

    private final MeterRegistry registry;

    /** Counts in this registry. */
    public MicrometerSourceMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public TaskMeters open(TaskContext context, Consumer<?, ?> consumer) {
        Tags tags = Tags.of("topology", context.topology(), "operator", context.operatorName());
        KafkaClientMetrics client = new KafkaClientMetrics(consumer, tags);
        client.bindTo(registry);
        return new Meters(registry, tags, client);
    }

    private static final class Meters implements TaskMeters {

        private final MeterRegistry registry;
        private final Tags tags;
        private final KafkaClientMetrics client;
        private final Counter tombstones;
        private final Counter undecodable;
        private final Counter lost;
        private final Map<TopicPartition, List<Gauge>> gauges = new ConcurrentHashMap<>();

        Meters(MeterRegistry registry, Tags tags, KafkaClientMetrics client) {
            this.registry = registry;
            this.tags = tags;
            this.client = client;
            this.tombstones = registry.counter("millrace.kafka.source.tombstones", tags);
            this.undecodable = registry.counter("millrace.kafka.source.undecodable", tags);
            this.lost = registry.counter("millrace.kafka.source.lost", tags);
        }

        @Override
        public void onOpened(TopicPartition partition, LongSupplier lag, LongSupplier waiting) {
            onClosed(partition);
            gauges.put(
                    partition,
                    List.of(
                            gauge("lag", "Records of a partition that the task has yet to take", partition, lag),
                            gauge("waiting", "Records of a partition that wait for the task", partition, waiting)));
        }

        @Override
        public void onClosed(TopicPartition partition) {
            List<Gauge> closed = gauges.remove(partition);
            if (closed != null) {
                closed.forEach(registry::remove);
            }
        }

        private Gauge gauge(String name, String description, TopicPartition partition, LongSupplier value) {
            return Gauge.builder("millrace.kafka.source." + name, value::getAsLong)
                    .description(description)
                    .tags(tags.and("topic", partition.topic(), "partition", "" + partition.partition()))
                    .register(registry);
        }

        @Override
        public void onTombstone() {
            tombstones.increment();
        }

        @Override
        public void onUndecodable() {
            undecodable.increment();
        }

        @Override
        public void onLost(long records) {
            lost.increment((double) records);
        }

        @Override
        public void close() {
            gauges.keySet().forEach(this::onClosed);
            client.close();
        }
    }
}
