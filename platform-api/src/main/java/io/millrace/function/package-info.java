/** Function interfaces that user code implements as lambdas. They are serializable only so that the engine can read a lambda's signature; none is ever serialized. */
@NullMarked
package io.millrace.function;

import org.jspecify.annotations.NullMarked;
