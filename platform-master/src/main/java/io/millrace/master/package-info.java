/** The server side of the console: REST, login, live data. Runs in a context of its own, and knows no engine. */
@NullMarked
package io.millrace.master;

import org.jspecify.annotations.NullMarked;
