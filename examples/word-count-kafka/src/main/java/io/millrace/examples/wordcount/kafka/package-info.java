/** Counts words from Kafka to Kafka: a Spring Boot application that brings its broker along, and checks what it reads back. */
@NullMarked
package io.millrace.examples.wordcount.kafka;

import org.jspecify.annotations.NullMarked;
