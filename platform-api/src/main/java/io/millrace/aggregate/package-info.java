/** Incremental aggregates: one accumulator for each key and window, no buffered elements. */
@NullMarked
package io.millrace.aggregate;

import org.jspecify.annotations.NullMarked;
