package io.millrace.examples.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.source.TextSource;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStateChanged;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.ClassPathResource;

/** Runs the application in this JVM, at several degrees of parallelism. */
@Timeout(120)
class TextWordCountTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldCountTheWholeBookExactly(int parallelism) throws Exception {
        String book = new ClassPathResource("text/moby-dick.txt").getContentAsString(StandardCharsets.UTF_8);
        Path text = Files.writeString(folder.resolve("book.txt"), book);
        assertThat(run(text, parallelism)).isEqualTo(TopologyState.FINISHED);
        assertThat(words()).isEqualTo(Reference.report(book));
        assertThat(summary())
                .contains("words " + Reference.words(book).size())
                .contains("windows " + (book.lines().count() + 999) / 1000)
                .contains("late records 0");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldCountAFolderOfFiles(int parallelism) throws Exception {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            String part = ("Part " + "x".repeat(i + 1) + " of seven\n").repeat(500 * i);
            Files.writeString(
                    Files.createDirectories(folder.resolve("d" + i % 3)).resolve("part" + i), part);
            all.append(part);
        }
        assertThat(run(folder, parallelism)).isEqualTo(TopologyState.FINISHED);
        assertThat(words()).isEqualTo(Reference.report(all.toString()));
        assertThat(summary()).contains("windows 3", "late records 0");
    }

    private List<String> words() {
        return lines().takeWhile(line -> !line.isEmpty()).toList();
    }

    private List<String> summary() {
        return lines().dropWhile(line -> !line.isEmpty())
                .map(line -> line.replace(",", "").replaceAll(" +", " "))
                .toList();
    }

    private Stream<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines();
    }

    private TopologyState run(Path input, int parallelism) throws InterruptedException, IOException {
        Ends ends = new Ends();
        SpringApplicationBuilder application = new SpringApplicationBuilder(WordCountApplication.class)
                .web(WebApplicationType.NONE)
                .profiles("text")
                .initializers(context -> ((GenericApplicationContext) context).registerBean(Ends.class, () -> ends))
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean(
                                "report",
                                TextReport.class,
                                () -> new TextReport(
                                        context.getBean(TextSource.class),
                                        new PrintStream(out, false, StandardCharsets.UTF_8))));
        try (ConfigurableApplicationContext context = application.run(
                "--spring.main.allow-bean-definition-overriding=true",
                "--millrace.app.demo.input=" + input,
                "--millrace.app.demo.top=1000000",
                "--millrace.worker.parallelism=" + parallelism)) {
            assertThat(context.isActive()).isTrue();
            return ends.states.poll(60, TimeUnit.SECONDS);
        }
    }

    static class Ends {

        private final BlockingQueue<TopologyState> states = new LinkedBlockingQueue<>();

        @EventListener
        void onChange(TopologyStateChanged change) {
            if (change.to().isTerminal()) {
                states.add(change.to());
            }
        }
    }
}
