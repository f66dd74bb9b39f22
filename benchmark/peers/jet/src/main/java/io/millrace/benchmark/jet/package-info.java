/** The workloads as jobs of Hazelcast Jet. Knows nothing of Millrace. */
@NullMarked
package io.millrace.benchmark.jet;

import org.jspecify.annotations.NullMarked;
