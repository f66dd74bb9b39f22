/** The typed DSL: the front door to a topology. */
@NullMarked
package io.millrace.stream;

import org.jspecify.annotations.NullMarked;
