/** Where results leave the topology. */
@NullMarked
package io.millrace.sink;

import org.jspecify.annotations.NullMarked;
