/** Where checkpoints are kept, and in which form. Knows bytes and names; no operators, types or tasks. */
@NullMarked
package io.millrace.worker.checkpoint;

import org.jspecify.annotations.NullMarked;
