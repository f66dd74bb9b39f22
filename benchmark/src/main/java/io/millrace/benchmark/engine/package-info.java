/** The way to run a topology, and what takes its results, for all workloads. */
@NullMarked
package io.millrace.benchmark.engine;

import org.jspecify.annotations.NullMarked;
