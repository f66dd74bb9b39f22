/** Who may do what: users, logins, sessions, and the list of what is open. */
@NullMarked
package io.millrace.master.security;

import org.jspecify.annotations.NullMarked;
