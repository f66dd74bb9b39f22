/** Root of the Millrace API: markers that every other package may use. */
@NullMarked
package io.millrace;

import org.jspecify.annotations.NullMarked;
