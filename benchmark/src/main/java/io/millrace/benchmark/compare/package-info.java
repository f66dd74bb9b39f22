/** Millrace beside other engines and the ideal, each in a process of its own. Knows the others by their processes only. */
@NullMarked
package io.millrace.benchmark.compare;

import org.jspecify.annotations.NullMarked;
