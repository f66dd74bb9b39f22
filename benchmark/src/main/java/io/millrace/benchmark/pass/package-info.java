/** Strings that only pass through: what an engine costs when the work is nothing. */
@NullMarked
package io.millrace.benchmark.pass;

import org.jspecify.annotations.NullMarked;
