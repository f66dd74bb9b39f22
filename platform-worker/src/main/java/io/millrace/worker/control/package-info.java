/**
 * What members ask of the leader, and what it tells them beside its commands: who may still ask, what is still open, who has
 * been told what. Knows no sockets, threads or clocks.
 */
@NullMarked
package io.millrace.worker.control;

import org.jspecify.annotations.NullMarked;
