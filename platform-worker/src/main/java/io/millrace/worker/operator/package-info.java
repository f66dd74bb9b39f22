/** The operators of the steps that keep no windows. Built on the public operator contract. */
@NullMarked
package io.millrace.worker.operator;

import org.jspecify.annotations.NullMarked;
