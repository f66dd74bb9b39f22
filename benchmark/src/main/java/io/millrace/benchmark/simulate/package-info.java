/** Runs the judge of the engine, seed by seed. Knows nothing of benchmarks. */
@NullMarked
package io.millrace.benchmark.simulate;

import org.jspecify.annotations.NullMarked;
