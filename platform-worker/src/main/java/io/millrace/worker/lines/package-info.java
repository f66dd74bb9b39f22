/** Small texts of lines {@code key=value}, for what is kept and what people may want to read. */
@NullMarked
package io.millrace.worker.lines;

import org.jspecify.annotations.NullMarked;
