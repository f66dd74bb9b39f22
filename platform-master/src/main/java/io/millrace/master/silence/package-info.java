/**
 * Decides why a topology yields nothing. Values in, values out: knows neither clock nor thread, nor where figures come from.
 */
@NullMarked
package io.millrace.master.silence;

import org.jspecify.annotations.NullMarked;
