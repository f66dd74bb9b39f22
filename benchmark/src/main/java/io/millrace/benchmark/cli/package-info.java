/** Options and output of the command line. Knows no workload. */
@NullMarked
package io.millrace.benchmark.cli;

import org.jspecify.annotations.NullMarked;
