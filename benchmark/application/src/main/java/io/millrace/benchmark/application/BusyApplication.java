package io.millrace.benchmark.application;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Counts the words of a book, again and again, as fast as it can, with the starter as it is shipped. */
@SpringBootApplication
public class BusyApplication {

    /** Runs until it is told to end. */
    public static void main(String[] args) {
        SpringApplication.run(BusyApplication.class, args);
    }
}
