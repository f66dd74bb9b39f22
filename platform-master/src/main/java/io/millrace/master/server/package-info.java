/** The server: its context, put together from an explicit list of parts, and its sockets. */
@NullMarked
package io.millrace.master.server;

import org.jspecify.annotations.NullMarked;
