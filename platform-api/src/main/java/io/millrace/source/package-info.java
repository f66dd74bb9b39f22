/** Sources as sets of splits, and ready-made sources that need nothing but the JDK. */
@NullMarked
package io.millrace.source;

import org.jspecify.annotations.NullMarked;
