/** Keyed state that an operator declares by handles. Describes state; the engine keeps it. */
@NullMarked
package io.millrace.state;

import org.jspecify.annotations.NullMarked;
