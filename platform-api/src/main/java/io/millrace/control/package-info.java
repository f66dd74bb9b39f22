/** What REST, console and actuator see of an application and may do to it. Knows no engine, no web and no user code. */
@NullMarked
package io.millrace.control;

import org.jspecify.annotations.NullMarked;
