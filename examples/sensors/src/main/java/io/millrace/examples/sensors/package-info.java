/** A servlet application with a stream in it: readings come by HTTP, averages and alerts go to browsers. */
@NullMarked
package io.millrace.examples.sensors;

import org.jspecify.annotations.NullMarked;
