/** Real Kafka brokers, each a process of its own, for the demo and for tests. Knows nothing of Millrace. */
@NullMarked
package io.millrace.examples.kafka;

import org.jspecify.annotations.NullMarked;
