/** The script of the page about the command line, run as it stands there. */
@NullMarked
package io.millrace.examples.script;

import org.jspecify.annotations.NullMarked;
