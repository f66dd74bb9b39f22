/** Values as bytes: a codec for each type that a topology keeps or sends, by Kryo's input and output. Knows no operators. */
@NullMarked
package io.millrace.worker.serial;

import org.jspecify.annotations.NullMarked;
