/** The door between a topology and the rest of the application, in the terms of Project Reactor. */
@NullMarked
package io.millrace.gateway;

import org.jspecify.annotations.NullMarked;
