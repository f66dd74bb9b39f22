/**
 * What every implementation of the coordination port shares, and the one that lives in memory. Knows the port and JSON, and
 * neither a network nor a clock.
 */
@NullMarked
package io.millrace.master.coordination;

import org.jspecify.annotations.NullMarked;
