/** The way to run a topology, for all workloads. */
@NullMarked
package io.millrace.benchmark.engine;

import org.jspecify.annotations.NullMarked;
