/** An application as users have it, whose topology never rests. */
@NullMarked
package io.millrace.benchmark.application;

import org.jspecify.annotations.NullMarked;
