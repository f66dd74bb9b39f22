package io.millrace.examples.wordcount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;

/** Runs the demo as its users do, and counts with the tools of the shell beside it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class WordCountIT {

    private static final String SHELL_COUNT =
            "tr -cs 'A-Za-z' '\\n' | tr 'A-Z' 'a-z' | grep -v '^$' | sort | uniq -c" + " | sort -k1,1nr -k2";
    private static final int SIGTERM = 143;
    private static final int SIGINT = 130;

    @TempDir
    private Path folder;

    @Test
    void shouldAgreeWithTheShellOnAWholeBook() throws Exception {
        Path text = Files.writeString(folder.resolve("book.txt"), asciiBook());
        try (Demo demo = Demo.start("--input", text.toString(), "--top", "1000000")) {
            assertThat(demo.exitCode()).as(demo.err()).isZero();
            assertThat(demo.words()).isEqualTo(shellCount(text));
            assertThat(demo.figure("words")).isEqualTo(sum(demo.words()));
            assertThat(demo.figure("different words"))
                    .isEqualTo(Integer.toString(demo.words().size()));
            assertThat(demo.figure("windows")).isEqualTo("22");
            assertThat(demo.figure("late records")).isEqualTo("0");
            assertThat(Double.parseDouble(demo.figure("seconds"))).isPositive();
            assertThat(demo.out()).doesNotContain("malformed", "\033");
            assertThat(demo.err()).isEmpty();
        }
    }

    @Test
    void shouldAgreeWithTheShellOnAFolder() throws Exception {
        String book = asciiBook();
        int half = book.indexOf('\n', book.length() / 2) + 1;
        Files.writeString(folder.resolve("a.txt"), book.substring(0, half));
        Files.writeString(Files.createDirectory(folder.resolve("b")).resolve("b.txt"), book.substring(half));
        Files.writeString(folder.resolve(".hidden"), "hidden");
        Files.writeString(folder.resolve("empty.txt"), "");
        try (Demo demo = Demo.start("--input", folder.toString(), "--top=1000000")) {
            assertThat(demo.exitCode()).as(demo.err()).isZero();
            Files.writeString(folder.resolve("whole"), book);
            assertThat(demo.words()).isEqualTo(shellCount(folder.resolve("whole")));
            assertThat(demo.figure("windows")).isEqualTo("11");
            assertThat(demo.figure("late records")).isEqualTo("0");
        }
    }

    @Test
    void shouldWriteEachCountOnceThoughItIsKilled() throws Exception {
        Path text = Files.writeString(folder.resolve("book.txt"), asciiBook().repeat(12));
        Path output = folder.resolve("counts");
        String[] arguments = {"--input", text.toString(), "--output", output.toString()};
        boolean isKilled = true;
        for (int i = 1; i <= 3 && isKilled; i++) {
            try (Demo demo = Demo.start(arguments)) {
                isKilled = demo.kill(Duration.ofMillis(1500L + 700 * i));
            }
        }
        if (isKilled) {
            try (Demo demo = Demo.start(arguments)) {
                assertThat(demo.exitCode()).as(demo.err()).isZero();
            }
        }
        Map<String, Long> counts = new TreeMap<>();
        try (Stream<Path> files = Files.list(output)) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith("part-"))
                    .toList()) {
                for (String line : Files.readAllLines(file)) {
                    String[] parts = line.split("\t");
                    assertThat(counts.put(parts[0] + " " + parts[1], Long.parseLong(parts[2])))
                            .as(line)
                            .isNull();
                }
            }
        }
        Map<String, Long> words = new TreeMap<>();
        counts.forEach((key, count) -> words.merge(key.split(" ")[1], count, Long::sum));
        List<String> lines = words.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> String.format(Locale.ROOT, "%7d %s", entry.getValue(), entry.getKey()))
                .toList();
        assertThat(lines).isEqualTo(shellCount(text));
    }

    @Test
    void shouldCountStandardInput() throws Exception {
        File text =
                Files.writeString(folder.resolve("text"), "Whale, whale! Ship.").toFile();
        try (Demo demo = Demo.start(Redirect.from(text), "--input", "-")) {
            assertThat(demo.exitCode()).as(demo.err()).isZero();
            assertThat(demo.words()).containsExactly("      2 whale", "      1 ship");
        }
    }

    @Test
    void shouldWriteUtf8WhateverTheLocale() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "Ein Käse, ein Пирог\n");
        try (Demo demo = Demo.start("--input", text.toString())) {
            assertThat(demo.exitCode()).as(demo.err()).isZero();
            assertThat(demo.words()).containsExactly("      2 ein", "      1 käse", "      1 пирог");
        }
    }

    @Test
    void shouldCountNothingInAnEmptyText() throws Exception {
        Path text = Files.writeString(folder.resolve("empty"), "");
        try (Demo demo = Demo.start("--input", text.toString())) {
            assertThat(demo.exitCode()).as(demo.err()).isZero();
            assertThat(demo.words()).isEmpty();
            assertThat(demo.figure("words")).isEqualTo("0");
            assertThat(demo.figure("windows")).isEqualTo("0");
        }
    }

    @Test
    void shouldReplaceMalformedBytes() throws Exception {
        try (Demo demo = Demo.start("--input", malformedText())) {
            assertThat(demo.exitCode()).as(demo.err()).isZero();
            assertThat(demo.words()).containsExactly("      2 good", "      1 ca", "      1 f");
            assertThat(demo.figure("malformed lines")).isEqualTo("1");
        }
    }

    @Test
    void shouldSkipMalformedLines() throws Exception {
        try (Demo demo = Demo.start("--input", malformedText(), "--malformed", "skip")) {
            assertThat(demo.exitCode()).as(demo.err()).isZero();
            assertThat(demo.words()).containsExactly("      1 good");
            assertThat(demo.figure("malformed lines")).isEqualTo("1");
        }
    }

    @Test
    void shouldFailOnMalformedBytesWhenToldTo() throws Exception {
        String text = malformedText();
        try (Demo demo = Demo.start("--input", text, "--malformed", "fail")) {
            assertThat(demo.exitCode()).isOne();
            assertThat(demo.out()).isEmpty();
            assertThat(demo.err())
                    .startsWith("Text is not valid UTF-8: input=" + text + ", line=2;")
                    .hasLineCount(1);
        }
    }

    @Test
    void shouldSayThatAnInputIsMissing() throws Exception {
        Path missing = folder.resolve("missing");
        try (Demo demo = Demo.start("--input", missing.toString())) {
            assertThat(demo.exitCode()).isOne();
            assertThat(demo.out()).isEmpty();
            assertThat(demo.err())
                    .isEqualTo(
                            "Text input does not exist: path=" + missing + "; give the path of a file or a folder\n");
        }
    }

    @Test
    void shouldSayThatAFolderIsEmpty() throws Exception {
        try (Demo demo = Demo.start("--input", folder.toString())) {
            assertThat(demo.exitCode()).isOne();
            assertThat(demo.err())
                    .startsWith("Text input holds no files: folder=" + folder + ";")
                    .hasLineCount(1);
        }
    }

    @Test
    void shouldSayThatAnInputCannotBeRead() throws Exception {
        Path text = Files.writeString(folder.resolve("secret"), "secret");
        assumeTrue(text.toFile().setReadable(false) && !Files.isReadable(text), "the super-user reads everything");
        try (Demo demo = Demo.start("--input", text.toString())) {
            assertThat(demo.exitCode()).isOne();
            assertThat(demo.err())
                    .startsWith("Text input cannot be read: path=" + text + ";")
                    .hasLineCount(1);
        }
    }

    @Test
    void shouldRefuseAnUnknownOption() throws Exception {
        try (Demo demo = Demo.start("--inptu", "x")) {
            assertThat(demo.exitCode()).isEqualTo(2);
            assertThat(demo.err()).isEqualTo("Option does not exist: option=--inptu; did you mean --input?\n");
        }
    }

    @Test
    void shouldShowWindowsUntilItIsTerminated() throws Exception {
        try (Demo demo = Demo.start("--lines-per-second=1000", "--millrace.app.demo.window=1s", "--top=3")) {
            demo.awaitLines(4);
            demo.process().destroy();
            assertThat(demo.exitCode()).isEqualTo(SIGTERM);
            List<String> lines = demo.out().lines().toList();
            assertThat(lines.get(0)).startsWith("Moby-Dick, 1000 lines a second");
            assertThat(lines.subList(2, 4))
                    .allMatch(line -> line.matches(
                            "..:..:.. to ..:..:..  [\\d,]+ words, [\\d,]+ different: \\S+ \\d+, \\S+ \\d+, \\S+ \\d+"));
            assertThat(demo.err()).isEmpty();
        }
    }

    @Test
    void shouldNotWaitForStandardInputWhenItIsInterrupted() throws Exception {
        assumeTrue(
                !isInterruptIgnored(),
                "Shells let programs in the background ignore SIGINT, and so all that they start");
        try (Demo demo = Demo.start(Redirect.PIPE, "--input", "-", "--verbose")) {
            while (!demo.err().contains("Topologies are running")) {
                assertThat(demo.process().waitFor(50, TimeUnit.MILLISECONDS)).isFalse();
            }
            assertThat(new ProcessBuilder(
                                    "kill", "-INT", Long.toString(demo.process().pid()))
                            .start()
                            .waitFor())
                    .isZero();
            if (!demo.process().waitFor(8, TimeUnit.SECONDS)) {
                new ProcessBuilder("kill", "-QUIT", Long.toString(demo.process().pid()))
                        .start()
                        .waitFor();
                demo.process().waitFor(2, TimeUnit.SECONDS);
                fail("The limit of an orderly stop is ten seconds:\n" + demo.out() + demo.err());
            }
            assertThat(demo.exitCode()).isEqualTo(SIGINT);
        }
    }

    /** A JVM leaves a signal alone that was ignored when it began. */
    private static boolean isInterruptIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line -> (Long.parseLong(line.substring(7).trim(), 16) & 1L << (2 - 1)) != 0);
    }

    private String malformedText() throws IOException {
        byte[] bytes = "good\nca\u00E9f\u00E9 good\n".getBytes(StandardCharsets.ISO_8859_1);
        return Files.write(folder.resolve("malformed"), bytes).toString();
    }

    private static String asciiBook() throws IOException {
        return new ClassPathResource("text/moby-dick.txt")
                .getContentAsString(StandardCharsets.UTF_8)
                .replaceAll("[^\\x00-\\x7F]", "?");
    }

    private List<String> shellCount(Path text) throws IOException, InterruptedException {
        Path result = folder.resolve("shell-count");
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", SHELL_COUNT)
                .redirectInput(text.toFile())
                .redirectOutput(result.toFile())
                .redirectError(Redirect.INHERIT);
        shell.environment().put("LC_ALL", "C");
        assertThat(shell.start().waitFor()).isZero();
        return Files.readAllLines(result);
    }

    private static String sum(List<String> words) {
        return Long.toString(words.stream()
                .mapToLong(line -> Long.parseLong(line.strip().split(" ")[0]))
                .sum());
    }
}
