/**
 * The judge of the engine: whole runs on one thread and on virtual time, in which tasks, the process, the machine and the
 * disk fail as a seed decides, and whose results are compared with those of a plain loop.
 */
@NullMarked
package io.millrace.worker.simulation.crash;

import org.jspecify.annotations.NullMarked;
