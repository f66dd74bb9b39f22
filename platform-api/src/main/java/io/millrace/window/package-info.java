/** What windows there are and what they yield. Describes windows; the engine computes them. */
@NullMarked
package io.millrace.window;

import org.jspecify.annotations.NullMarked;
