/** What a run takes of the machine. Knows no workload. */
@NullMarked
package io.millrace.benchmark.usage;

import org.jspecify.annotations.NullMarked;
