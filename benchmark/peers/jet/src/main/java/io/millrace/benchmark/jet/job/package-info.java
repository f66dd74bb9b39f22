/** What jobs of Hazelcast Jet are made of: sources and sinks. Knows no job. */
@NullMarked
package io.millrace.benchmark.jet.job;

import org.jspecify.annotations.NullMarked;
