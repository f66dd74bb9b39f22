/** How long after it is due a result comes. */
@NullMarked
package io.millrace.benchmark.latency;

import org.jspecify.annotations.NullMarked;
