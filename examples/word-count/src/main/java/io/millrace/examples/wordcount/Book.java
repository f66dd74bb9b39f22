package io.millrace.examples.wordcount;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.io.ClassPathResource;

/** The book that comes with the example, over and over again. */
public final class Book {

    private final List<String> lines;

    /** Reads it from the class path. */
    public Book(String resource) throws IOException {
        this.lines = new ClassPathResource(resource)
                .getContentAsString(StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    /** The line of a number, from 0; the first follows the last. */
    public String line(long number) {
        return lines.get((int) (number % lines.size()));
    }
}
