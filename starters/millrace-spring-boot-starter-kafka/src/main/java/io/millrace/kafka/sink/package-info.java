/** How results become records of Kafka, once each. Knows neither Spring nor the engine, and nothing of the source. */
@NullMarked
package io.millrace.kafka.sink;

import org.jspecify.annotations.NullMarked;
