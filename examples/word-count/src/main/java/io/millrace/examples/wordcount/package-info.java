/** Counts words: a Spring Boot application with the starter, live in a terminal or over the user's own text. */
@NullMarked
package io.millrace.examples.wordcount;

import org.jspecify.annotations.NullMarked;
