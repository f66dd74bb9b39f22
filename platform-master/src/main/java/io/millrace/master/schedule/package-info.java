/** Decides where the slices of topologies run. Knows no clock, no thread, no input and output. */
@NullMarked
package io.millrace.master.schedule;

import org.jspecify.annotations.NullMarked;
