/**
 * The connections between executors: binds, dials, keeps and secures them, and hands their bytes to the wire. Knows sockets
 * and the threads of Netty, and nothing of frames.
 */
@NullMarked
package io.millrace.worker.net;

import org.jspecify.annotations.NullMarked;
