/** Wires sources and sinks of Kafka into an application. The only place here that knows Spring. */
@NullMarked
package io.millrace.kafka.autoconfigure;

import org.jspecify.annotations.NullMarked;
