/** Processes of a benchmark that are told what to do. Knows no workload. */
@NullMarked
package io.millrace.benchmark.process;

import org.jspecify.annotations.NullMarked;
