/** The workloads as loops of a few threads, without an engine: the least that they can cost. Knows no topology. */
@NullMarked
package io.millrace.benchmark.ideal;

import org.jspecify.annotations.NullMarked;
