/** The low-level operator contract on which every step of the DSL is built. Knows nothing of threads, channels or the DSL. */
@NullMarked
package io.millrace.operator;

import org.jspecify.annotations.NullMarked;
