/** Decides how a topology is cut into stages and exchanges. Pure: no clock, thread or I/O. */
@NullMarked
package io.millrace.worker.plan;

import org.jspecify.annotations.NullMarked;
