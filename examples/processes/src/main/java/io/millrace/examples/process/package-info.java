/**
 * JVMs as child processes, which can be killed, paused and started again, for demos and tests. Knows nothing of Millrace, nor
 * of what runs in the processes.
 */
@NullMarked
package io.millrace.examples.process;

import org.jspecify.annotations.NullMarked;
