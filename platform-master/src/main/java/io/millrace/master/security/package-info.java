/** Who may do what: users, logins, sessions, and the table of who may ask for what. */
@NullMarked
package io.millrace.master.security;

import org.jspecify.annotations.NullMarked;
