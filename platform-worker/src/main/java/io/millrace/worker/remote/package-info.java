/**
 * The tasks of a topology in several processes: a leader, which has the supervisor, tells members what to start and hears what
 * becomes of it. Knows no sockets, threads or clocks: messages, channels and the time are given to it.
 */
@NullMarked
package io.millrace.worker.remote;

import org.jspecify.annotations.NullMarked;
