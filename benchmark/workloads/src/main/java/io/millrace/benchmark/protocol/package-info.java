/** How a process is told to let its engine do a workload, and how it answers. Knows no engine. */
@NullMarked
package io.millrace.benchmark.protocol;

import org.jspecify.annotations.NullMarked;
