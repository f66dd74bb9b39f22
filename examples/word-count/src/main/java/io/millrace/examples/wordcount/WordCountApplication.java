package io.millrace.examples.wordcount;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Counts words: those of a book that it streams again and again, or with {@code --input} those of the user's own text.
 * The topologies are in {@link LiveWordCount} and {@link TextWordCount}.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class WordCountApplication {

    /** Runs until Ctrl-C, or to the end of the input. */
    public static void main(String[] args) {
        WordCountCommand command = new WordCountCommand();
        int exitCode = command.parse(args, Terminal.standardOutput(), Terminal.standardError());
        if (exitCode == WordCountCommand.RUN) {
            command.application().run(command.springArguments());
        } else {
            System.exit(exitCode);
        }
    }
}
