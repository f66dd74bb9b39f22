package io.millrace.examples.wordcount.kafka;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the command line sets, or a property of the same name.
 *
 * @param linesPerSecond Rate at which the book is sent.
 * @param top Number of words that are shown.
 * @param seconds Time after which the demo ends by itself.
 * @param folder Folder of everything that goes with the demo; none where a cluster is there already.
 */
@ConfigurationProperties("millrace.app.demo")
record DemoSettings(
        @DefaultValue("200") int linesPerSecond,
        @DefaultValue("10") int top,
        @Nullable Integer seconds,
        @Nullable Path folder) {}
