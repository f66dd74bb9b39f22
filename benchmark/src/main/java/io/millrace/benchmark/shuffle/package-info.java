/** Records that cross from one process to another: what that costs, and what it cannot cost less than. */
@NullMarked
package io.millrace.benchmark.shuffle;

import org.jspecify.annotations.NullMarked;
