/** The state of tasks as sections of a checkpoint, and back. Knows state, codecs and the store; no operators and no tasks. */
@NullMarked
package io.millrace.worker.snapshot;

import org.jspecify.annotations.NullMarked;
