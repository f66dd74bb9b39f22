/** Records that a step has given up on: what is kept of them, and where they go. */
@NullMarked
package io.millrace.deadletter;

import org.jspecify.annotations.NullMarked;
