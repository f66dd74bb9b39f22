/** The command line of the benchmarks. The packages below it know nothing of it. */
@NullMarked
package io.millrace.benchmark;

import org.jspecify.annotations.NullMarked;
