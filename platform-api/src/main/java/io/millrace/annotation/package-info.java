/** Sources, operators and sinks as methods of Spring beans. Read at run time by the starter; knows nothing of Spring itself. */
@NullMarked
package io.millrace.annotation;

import org.jspecify.annotations.NullMarked;
