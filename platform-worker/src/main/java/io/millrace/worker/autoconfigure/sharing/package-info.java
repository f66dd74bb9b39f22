/** Finds fields of operator beans that tasks would share without knowing of each other. Reads classes; runs nothing. */
@NullMarked
package io.millrace.worker.autoconfigure.sharing;

import org.jspecify.annotations.NullMarked;
