/** A real authorization server, a process of its own, to try the console with, and for tests. Knows nothing of Millrace. */
@NullMarked
package io.millrace.examples.authorization;

import org.jspecify.annotations.NullMarked;
