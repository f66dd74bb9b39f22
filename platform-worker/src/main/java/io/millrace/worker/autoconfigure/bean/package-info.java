/**
 * Makes sources, operators and sinks of the methods of beans and of function beans, and puts them into topologies. Reads
 * bean definitions and types; knows nothing of how topologies run.
 */
@NullMarked
package io.millrace.worker.autoconfigure.bean;

import org.jspecify.annotations.NullMarked;
