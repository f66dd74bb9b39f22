/** The command line: commands, and what they have in common. Knows a terminal by its {@code Screen} only. */
@NullMarked
package io.millrace.cli;

import org.jspecify.annotations.NullMarked;
