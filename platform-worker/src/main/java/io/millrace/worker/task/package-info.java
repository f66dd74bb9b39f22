/** Tasks: chains of operators between channels. A task is called; it starts no thread and reads no clock of its own. */
@NullMarked
package io.millrace.worker.task;

import org.jspecify.annotations.NullMarked;
