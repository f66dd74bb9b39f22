/**
 * Keeps topologies alive: takes checkpoints, restarts what fails, goes on from what is kept. Called by one thread, with the
 * time as an argument; starts no thread and calls no task.
 */
@NullMarked
package io.millrace.worker.supervise;

import org.jspecify.annotations.NullMarked;
