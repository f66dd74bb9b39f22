/** What Spring Boot's actuator shows of the topologies, where the user has it. Looks through the control port only. */
@NullMarked
package io.millrace.worker.autoconfigure.actuator;

import org.jspecify.annotations.NullMarked;
