/** Applications that run on this machine, found by what they leave in a folder. Knows no command. */
@NullMarked
package io.millrace.cli.local;

import org.jspecify.annotations.NullMarked;
