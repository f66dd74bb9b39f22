/** Figures by the second: samples of the counters, and what they say of rates. */
@NullMarked
package io.millrace.master.live;

import org.jspecify.annotations.NullMarked;
