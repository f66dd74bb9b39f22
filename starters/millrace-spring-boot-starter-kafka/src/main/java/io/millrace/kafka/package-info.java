/** Topics of Kafka as sources and sinks of a topology: what users see. Needs no Spring. */
@NullMarked
package io.millrace.kafka;

import org.jspecify.annotations.NullMarked;
