/** The threads that call tasks, and the watch over calls that do not return. */
@NullMarked
package io.millrace.worker.schedule;

import org.jspecify.annotations.NullMarked;
