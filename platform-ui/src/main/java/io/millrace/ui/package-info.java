/** The pages of the console. Knows the platform only through the package {@code io.millrace.control} of the API. */
@NullMarked
package io.millrace.ui;

import org.jspecify.annotations.NullMarked;
