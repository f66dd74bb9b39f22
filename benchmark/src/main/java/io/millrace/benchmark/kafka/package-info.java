/** Windows from Kafka to Kafka, each result once, with Millrace and with Kafka Streams on the same broker. */
@NullMarked
package io.millrace.benchmark.kafka;

import org.jspecify.annotations.NullMarked;
