/** Decides which step holds back others. Values in, values out: knows neither clock nor thread, nor where figures come from. */
@NullMarked
package io.millrace.master.bottleneck;

import org.jspecify.annotations.NullMarked;
