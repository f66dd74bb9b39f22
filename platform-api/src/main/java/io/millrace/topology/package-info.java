/** The immutable, validated graph of sources, operators and sinks, and its description. No I/O, clock or thread. */
@NullMarked
package io.millrace.topology;

import org.jspecify.annotations.NullMarked;
