package io.millrace.examples.wordcount;

import io.millrace.source.MalformedText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the command line sets, or a property of the same name.
 *
 * @param linesPerSecond Rate at which the book is streamed.
 * @param window Length of the windows of the live count.
 * @param input File or folder to count instead, or - for standard input.
 * @param output Folder into which the counts of the input are written.
 * @param malformed What happens to bytes that are not UTF-8.
 * @param top Number of words that are shown.
 */
@ConfigurationProperties("millrace.app.demo")
record WordCountSettings(
        @DefaultValue("200") int linesPerSecond,
        @DefaultValue("2s") Duration window,
        @Nullable String input,
        @Nullable String output,
        @DefaultValue("replace") MalformedText malformed,
        @DefaultValue("10") int top) {

    WordCountSettings {
        if (top < 1) {
            throw new IllegalArgumentException("No word would be shown: top=" + top + "; use at least 1");
        }
    }
}
