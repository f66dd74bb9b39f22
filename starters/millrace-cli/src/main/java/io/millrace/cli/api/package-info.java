/** REST: requests, answers, streams of events, logins. Knows no command and no terminal. */
@NullMarked
package io.millrace.cli.api;

import org.jspecify.annotations.NullMarked;
