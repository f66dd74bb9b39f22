/** Channels between tasks: batches through bounded rings. Knows nothing of operators, threads or time. */
@NullMarked
package io.millrace.worker.exchange;

import org.jspecify.annotations.NullMarked;
