package io.millrace.kafka.sink;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;

/** Makes the clients of a sink of their configurations. */
interface KafkaClients {

    /** The real ones. */
    KafkaClients REAL = new KafkaClients() {
        @Override
        public Producer<byte[], byte[]> producer(Map<String, Object> config) {
            return new KafkaProducer<>(config);
        }

        @Override
        public Admin admin(Map<String, Object> config) {
            return Admin.create(config);
        }
    };

    Producer<byte[], byte[]> producer(Map<String, Object> config);

    Admin admin(Map<String, Object> config);
}
