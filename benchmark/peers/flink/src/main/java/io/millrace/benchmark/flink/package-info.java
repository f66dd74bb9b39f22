/** The workloads as jobs of Apache Flink. Knows nothing of Millrace. */
@NullMarked
package io.millrace.benchmark.flink;

import org.jspecify.annotations.NullMarked;
