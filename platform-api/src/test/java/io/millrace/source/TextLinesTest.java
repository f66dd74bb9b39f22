package io.millrace.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.millrace.time.Timestamped;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextLinesTest {

    private static final int MAX = TextLines.MAX_LINE_BYTES;
    private static final byte[] MALFORMED = {'b', (byte) 0xC3, '(', 'd'};

    private final LongAdder bytesRead = new LongAdder();
    private final LongAdder malformedLines = new LongAdder();

    // ---- where lines end

    @ParameterizedTest
    @MethodSource("texts")
    void shouldSplitATextIntoLines(String text, List<String> expected) throws Exception {
        assertThat(lines(text.getBytes(UTF_8))).isEqualTo(expected);
        assertThat(linesOneByteAtATime(text.getBytes(UTF_8))).isEqualTo(expected);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("", List.of()),
                Arguments.of("a", List.of("a")),
                Arguments.of("a\nb\n", List.of("a", "b")),
                Arguments.of("a\nb", List.of("a", "b")),
                Arguments.of("a\r\nb\r\n", List.of("a", "b")),
                Arguments.of("a\rb\r", List.of("a", "b")),
                Arguments.of("a\n\rb", List.of("a", "", "b")),
                Arguments.of("\n", List.of("")),
                Arguments.of("\r\n", List.of("")),
                Arguments.of("\n\n\r\n\r", List.of("", "", "", "")),
                Arguments.of("\r\r\n\n", List.of("", "", "")),
                Arguments.of("Grüße\n日本\n😀", List.of("Grüße", "日本", "😀")),
                Arguments.of("\u2028not an end\u0085nor this", List.of("\u2028not an end\u0085nor this")));
    }

    @Test
    void shouldNumberTheLinesFromZero() throws Exception {
        assertThat(read("a\n\nb".getBytes(UTF_8), MalformedText.REPLACE))
                .containsExactly(new Timestamped<>("a", 0), new Timestamped<>("", 1), new Timestamped<>("b", 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 70_000})
    void shouldYieldTheSameLinesWhateverTheChunks(int maxPieceBytes) throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            byte[] bytes = randomBytes(random, 1 + random.nextInt(300));
            TextLines lines = open(new TricklingInput(bytes, random, maxPieceBytes), MalformedText.REPLACE);

            assertThat(values(CollectingOutput.readAll(lines, 1 + random.nextInt(5))))
                    .as("seed=%d, round=%d, maxPieceBytes=%d", seed, round, maxPieceBytes)
                    .isEqualTo(reference(bytes));
        }
    }

    @Test
    void shouldReadALargeTextAcrossManyChunks() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] bytes = randomBytes(random, 3_000_000);

        assertThat(lines(bytes)).as("seed=%d", seed).isEqualTo(reference(bytes));
        assertThat(bytesRead.sum()).isEqualTo(bytes.length);
    }

    // ---- byte order mark

    @Test
    void shouldLeaveOutAByteOrderMark() throws Exception {
        assertThat(lines("\uFEFFa\nb".getBytes(UTF_8))).containsExactly("a", "b");
        assertThat(linesOneByteAtATime("\uFEFFa\nb".getBytes(UTF_8))).containsExactly("a", "b");
        assertThat(lines("\uFEFF\nb".getBytes(UTF_8))).containsExactly("", "b");
    }

    @Test
    void shouldTakeALoneByteOrderMarkForAnEmptyText() throws Exception {
        assertThat(lines("\uFEFF".getBytes(UTF_8))).isEmpty();
    }

    @Test
    void shouldKeepAByteOrderMarkElsewhere() throws Exception {
        assertThat(lines("a\n\uFEFFb".getBytes(UTF_8))).containsExactly("a", "\uFEFFb");
        assertThat(lines("\uFEFF\uFEFFa".getBytes(UTF_8))).containsExactly("\uFEFFa");
    }

    // ---- malformed bytes

    @Test
    void shouldReplaceMalformedBytesAndCountTheirLines() throws Exception {
        assertThat(lines(withMalformedLine())).containsExactly("a", "b\uFFFD(d", "c");
        assertThat(malformedLines.sum()).isEqualTo(1);
    }

    @Test
    void shouldSkipLinesWithMalformedBytes() throws Exception {
        assertThat(read(withMalformedLine(), MalformedText.SKIP_LINE))
                .containsExactly(new Timestamped<>("a", 0), new Timestamped<>("c", 2));
        assertThat(malformedLines.sum()).isEqualTo(1);
    }

    @Test
    void shouldFailOnMalformedBytes() {
        assertThatIOException()
                .isThrownBy(() -> read(withMalformedLine(), MalformedText.FAIL))
                .withMessage("Text is not valid UTF-8: input=test.txt, line=2;"
                        + " convert the text, or choose MalformedText.REPLACE or SKIP_LINE");
    }

    @Test
    void shouldTakeAWrittenReplacementCharacterForWellFormed() throws Exception {
        assertThat(values(read("a\uFFFDb".getBytes(UTF_8), MalformedText.FAIL))).containsExactly("a\uFFFDb");
        assertThat(values(read("a\uFFFDb".getBytes(UTF_8), MalformedText.SKIP_LINE)))
                .containsExactly("a\uFFFDb");
        assertThat(malformedLines.sum()).isZero();
    }

    @Test
    void shouldTakeACharacterCutOffByTheEndForMalformed() throws Exception {
        byte[] cutOff = Arrays.copyOf("é".getBytes(UTF_8), 1);

        assertThat(lines(cutOff)).containsExactly("\uFFFD");
        assertThat(malformedLines.sum()).isEqualTo(1);
    }

    // ---- very long lines

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", "\nnext"})
    void shouldNotCutALineOfTheGreatestLength(String rest) throws Exception {
        String longest = "x".repeat(MAX);
        List<String> expected = rest.endsWith("next") ? List.of(longest, "next") : List.of(longest);

        assertThat(lines((longest + rest).getBytes(UTF_8))).isEqualTo(expected);
        assertThat(lines(("a\n" + longest + rest).getBytes(UTF_8)))
                .startsWith("a", longest)
                .hasSize(expected.size() + 1);
    }

    @Test
    void shouldCutALongerLine() throws Exception {
        assertThat(lines("x".repeat(2 * MAX + 1).getBytes(UTF_8)))
                .containsExactly("x".repeat(MAX), "x".repeat(MAX), "x");
        assertThat(lines(("x".repeat(MAX + 1) + "\ny").getBytes(UTF_8))).containsExactly("x".repeat(MAX), "x", "y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"é", "日", "😀"})
    void shouldNeverCutACharacter(String character) throws Exception {
        int width = character.getBytes(UTF_8).length;
        for (int ahead = 0; ahead <= width; ahead++) {
            String text = "x".repeat(ahead) + character.repeat(MAX / width + 10);
            List<String> lines = lines(text.getBytes(UTF_8));

            assertThat(lines).as("ahead=%d", ahead).hasSize(2);
            assertThat(String.join("", lines)).isEqualTo(text);
            assertThat(lines.get(0).getBytes(UTF_8)).hasSizeBetween(MAX - width + 1, MAX);
        }
        assertThat(malformedLines.sum()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 65_535, 65_536, 65_537, 100_000})
    void shouldCutAtTheSamePlaceWhereverTheLineBegins(int before) throws Exception {
        String text = "é".repeat(MAX);
        byte[] bytes = ("a".repeat(before - 1) + "\n" + text).getBytes(UTF_8);

        assertThat(lines(bytes)).containsExactly("a".repeat(before - 1), "é".repeat(MAX / 2), "é".repeat(MAX / 2));
        assertThat(malformedLines.sum()).isZero();
    }

    @Test
    void shouldCutALongLineThatIsMalformedThroughout() throws Exception {
        byte[] continuations = new byte[MAX + 100];
        Arrays.fill(continuations, (byte) 0x80);

        List<String> lines = lines(continuations);

        assertThat(lines).hasSize(2);
        assertThat(malformedLines.sum()).isEqualTo(2);
    }

    // ---- reading

    @Test
    void shouldStopWhenTheOutputIsFull() throws Exception {
        TextLines lines = open(new ByteArrayInputStream("a\nb\nc\n".getBytes(UTF_8)), MalformedText.REPLACE);
        CollectingOutput<String> out = new CollectingOutput<>(2);

        assertThat(out.read(lines)).isEqualTo(SplitReader.Progress.MORE);
        assertThat(out.values()).containsExactly("a", "b");
        assertThat(CollectingOutput.readAll(lines, 2))
                .extracting(Timestamped::value)
                .containsExactly("c");
    }

    @Test
    void shouldEmitALineAsSoonAsItsEndIsThere() throws Exception {
        TextLines lines = open(new TricklingInput("a\rb".getBytes(UTF_8), new Random(1), 1), MalformedText.REPLACE);
        CollectingOutput<String> out = new CollectingOutput<>(10);

        out.read(lines);
        assertThat(out.values()).isEmpty();
        out.read(lines);
        assertThat(out.values()).containsExactly("a");
    }

    @Test
    void shouldCloseItsInput() throws Exception {
        AtomicBoolean isClosed = new AtomicBoolean();
        InputStream in = new ByteArrayInputStream(new byte[0]) {
            @Override
            public void close() {
                isClosed.set(true);
            }
        };

        open(in, MalformedText.REPLACE).close();

        assertThat(isClosed).isTrue();
    }

    private static byte[] withMalformedLine() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes("a\n".getBytes(UTF_8));
        text.writeBytes(MALFORMED);
        text.writeBytes("\nc\n".getBytes(UTF_8));
        return text.toByteArray();
    }

    /** Line ends, letters, whole characters of several bytes, and stray bytes. */
    private static byte[] randomBytes(Random random, int length) {
        String[] pieces = {"\n", "\r", "\r\n", "a", "word ", "é", "日", "😀", "\uFFFD"};
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (bytes.size() < length) {
            if (random.nextInt(20) == 0) {
                bytes.write(random.nextInt(256));
            } else {
                bytes.writeBytes(pieces[random.nextInt(pieces.length)].getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /** The plainest way to do the same: the whole text at once, byte by byte. */
    private static List<String> reference(byte[] bytes) {
        List<String> lines = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                lines.add(line.toString(UTF_8));
                line.reset();
                i += bytes[i] == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n' ? 1 : 0;
            } else {
                line.write(bytes[i]);
            }
        }
        if (line.size() > 0) {
            lines.add(line.toString(UTF_8));
        }
        return lines;
    }

    private List<String> lines(byte[] text) throws Exception {
        return values(read(text, MalformedText.REPLACE));
    }

    private List<String> linesOneByteAtATime(byte[] text) throws Exception {
        return values(
                CollectingOutput.readAll(open(new TricklingInput(text, new Random(1), 1), MalformedText.REPLACE), 1));
    }

    private List<Timestamped<String>> read(byte[] text, MalformedText malformed) throws Exception {
        return CollectingOutput.readAll(open(new ByteArrayInputStream(text), malformed), 1000);
    }

    private TextLines open(InputStream in, MalformedText malformed) {
        return new TextLines(in, "test.txt", malformed, bytesRead, malformedLines);
    }

    private static List<String> values(List<Timestamped<String>> records) {
        return records.stream().map(Timestamped::value).toList();
    }
}
