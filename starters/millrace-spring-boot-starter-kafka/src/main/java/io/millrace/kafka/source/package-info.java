/**
 * Reads partitions of topics: finds them, fetches on a thread of its own, and hands batches over to the task. Knows nothing
 * of sinks, of Spring, and of how sources are declared.
 */
@NullMarked
package io.millrace.kafka.source;

import org.jspecify.annotations.NullMarked;
