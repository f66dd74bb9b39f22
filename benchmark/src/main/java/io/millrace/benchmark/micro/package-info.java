/** JMH benchmarks of the parts that touch each record. */
@NullMarked
package io.millrace.benchmark.micro;

import org.jspecify.annotations.NullMarked;
