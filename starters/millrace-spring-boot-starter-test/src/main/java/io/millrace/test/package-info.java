/** Tests of topologies on virtual time, with the engine itself. */
@NullMarked
package io.millrace.test;

import org.jspecify.annotations.NullMarked;
