/**
 * Channels between processes: frames, credit, handshake and what is left after a broken connection. Knows bytes, and neither
 * sockets, nor threads, nor a clock. The bytes are described in {@code docs/wire-format.md}.
 */
@NullMarked
package io.millrace.worker.wire;

import org.jspecify.annotations.NullMarked;
