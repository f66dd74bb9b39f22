/** What jobs of Flink are made of: sources, sinks and serializers. Knows no job. */
@NullMarked
package io.millrace.benchmark.flink.job;

import org.jspecify.annotations.NullMarked;
