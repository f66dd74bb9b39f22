/** Adapters from user code (publishers, iterables, polled calls, batches) to sources, operators and sinks. No Spring. */
@NullMarked
package io.millrace.worker.reactive;

import org.jspecify.annotations.NullMarked;
