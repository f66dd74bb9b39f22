/** State of one task by key, in tables on the heap, and its timers. Knows nothing of operators or threads. */
@NullMarked
package io.millrace.worker.state;

import org.jspecify.annotations.NullMarked;
