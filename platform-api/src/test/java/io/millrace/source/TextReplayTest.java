package io.millrace.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millrace.time.Timestamped;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextReplayTest {

    private static final SplitContext CONTEXT = new ManualClock(0);
    private static final int CHUNK_BYTES = 1 << 16;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = MalformedText.class,
            names = {"REPLACE", "SKIP_LINE"})
    void shouldGoOnAtEveryRecordAsIfNeverStopped(MalformedText policy) throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            Path file = write(randomText(random, random.nextInt(200)));
            TextSource source = Sources.text(file).malformed(policy);

            assertThat(readWithAStopAtEachRecord(source, file))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(read(source, file));
        }
    }

    /** What lies across the end of a buffer, and a line that is cut, stopped at too. */
    @Test
    void shouldGoOnAcrossTheEndsOfBuffersAndInLinesThatAreCut() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int before = CHUNK_BYTES - 4; before <= CHUNK_BYTES + 2; before++) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            text.writeBytes("x".repeat(before).getBytes(StandardCharsets.UTF_8));
            text.writeBytes("\r\n日\r\r\n".getBytes(StandardCharsets.UTF_8));
            text.writeBytes("é".repeat(TextLines.MAX_LINE_BYTES).getBytes(StandardCharsets.UTF_8));
            text.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
            text.writeBytes(randomText(random, 100));
            Path file = write(text.toByteArray());
            TextSource source = Sources.text(file);

            List<Timestamped<String>> stopped = readWithAStopAtEachRecord(source, file);

            assertThat(stopped.equals(read(source, file)))
                    .as("seed %d, before %d", seed, before)
                    .isTrue();
        }
    }

    @Test
    void shouldGoOnAtTheEnd() throws Exception {
        Path file = write("a\nb");
        TextSource source = Sources.text(file);
        String end = positionAfter(source, file, 2);

        assertThat(end).startsWith("byte=3,line=2,check=");
        assertThat(readFrom(source, file, end)).isEmpty();
    }

    @Test
    void shouldReadWhatIsAppended() throws Exception {
        Path file = write("a\nb\n");
        TextSource source = Sources.text(file);
        String end = positionAfter(source, file, 2);
        append(file, "c\n");

        assertThat(readFrom(source, file, end)).containsExactly(new Timestamped<>("c", 2));
    }

    @Test
    void shouldReadWhatIsAppendedToALineWithoutEndAsALineOfItsOwn() throws Exception {
        Path file = write("a\nb");
        TextSource source = Sources.text(file);
        String end = positionAfter(source, file, 2);
        append(file, "c\n");

        assertThat(readFrom(source, file, end)).containsExactly(new Timestamped<>("c", 2));
    }

    @Test
    void shouldTakeALineFeedThatIsAppendedForTheEndOfTheLastLine() throws Exception {
        Path file = write("a\r");
        TextSource source = Sources.text(file);
        String end = positionAfter(source, file, 1);
        append(file, "\nb");

        assertThat(readFrom(source, file, end)).containsExactly(new Timestamped<>("b", 1));
    }

    @Test
    void shouldKeepItsPlaceBeforeALoneByteOrderMark() throws Exception {
        Path file = write("\uFEFF");
        TextSource source = Sources.text(file);
        String end = positionAfter(source, file, 1);
        append(file, "a");

        assertThat(readFrom(source, file, end)).containsExactly(new Timestamped<>("a", 0));
    }

    @Test
    void shouldGoOnInAFileThatIsTheSameThoughAnother() throws Exception {
        Path file = write("a\nb\nc\n");
        TextSource source = Sources.text(file);
        String position = positionAfter(source, file, 1);
        Path copy = Files.copy(file, folder.resolve("copy"));
        Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);

        assertThat(readFrom(source, file, position))
                .containsExactly(new Timestamped<>("b", 1), new Timestamped<>("c", 2));
    }

    @Test
    void shouldRefuseAFileThatWasCut() throws Exception {
        Path file = write("a\nb\nc\n");
        TextSource source = Sources.text(file);
        String position = positionAfter(source, file, 2);
        Files.writeString(file, "a\n");

        assertThatIOException()
                .isThrownBy(() -> readFrom(source, file, position))
                .withMessage("Text file ends before its position: file=" + file + ", position=" + position
                        + ", lengthBytes=2; put back the file that was read, or start without the checkpoint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A\nb\nc\n", "a\nB\nc\n", "\na\nb\nc\n"})
    void shouldRefuseAFileThatWasReplaced(String other) throws Exception {
        Path file = write("a\nb\nc\n");
        TextSource source = Sources.text(file);
        String position = positionAfter(source, file, 2);
        Files.writeString(file, other);

        assertThatIOException()
                .isThrownBy(() -> readFrom(source, file, position))
                .withMessageStartingWith(
                        "Text file is not the one that was read: file=" + file + ", position=" + position)
                .withMessageEndingWith("; put back the file that was read, or start without the checkpoint");
    }

    @Test
    void shouldRefuseAFileThatIsGone() throws Exception {
        Path file = write("a\nb\nc\n");
        TextSource source = Sources.text(file);
        String position = positionAfter(source, file, 2);
        Files.delete(file);

        assertThatIOException()
                .isThrownBy(() -> readFrom(source, file, position))
                .withMessageStartingWith("Text file cannot be opened where it was read: file=" + file + ", position="
                        + position + ", reason=")
                .withMessageEndingWith("; put back the file that was read, or start without the checkpoint");
    }

    @Test
    void shouldRefuseAFileThatIsCutWhileItIsRead() throws Exception {
        Path file = write("a\nb\nc\n");
        SplitReader<String> reader = Sources.text(file).open(file.toString(), CONTEXT);
        new CollectingOutput<String>(3).read(reader);
        Files.writeString(file, "a");

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(reader::position)
                .withMessageContaining(
                        "Text file was cut while it was read: file=" + file + ", lengthBytes=1, readBytes=6");
        reader.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3",
                "byte=3",
                "byte=3,line=1",
                "byte=3,line=1,check=",
                "byte=03,line=1,check=00000000",
                "byte=-3,line=1,check=00000000",
                "byte=3,line=1,check=0000000g",
                " byte=3,line=1,check=00000000",
                "byte=3,line=1,check=00000000\n",
                "byte=9999999999999999999,line=1,check=00000000"
            })
    void shouldRefuseAPositionThatItCannotRead(String position) throws Exception {
        Path file = write("a\nb\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> readFrom(Sources.text(file), file, position))
                .withMessage("Position cannot be read: split=" + file + ", position='" + position
                        + "', expected=byte=123,line=45,check=1a2b3c4d;"
                        + " restore a checkpoint that this kind of source has taken");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"byte=1,line=2,check=00000000", "byte=0,line=1,check=00000000", "byte=1,line=0,check=00000000"})
    void shouldRefuseAPositionThatIsNotPossible(String position) throws Exception {
        Path file = write("a\nb\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> readFrom(Sources.text(file), file, position))
                .withMessageStartingWith("Position is not possible: split=" + file + ", position=" + position + ";");
    }

    @Test
    void shouldKnowThatAStreamDoesNotComeAgain() {
        TextSource stream = TextSource.ofStream(() -> new ByteArrayInputStream(new byte[0]));

        assertThat(stream.isReplayable()).isFalse();
        assertThat(Sources.text(folder).isReplayable()).isTrue();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> stream.open("-", "byte=0,line=0,check=00000000", CONTEXT));
    }

    /** One record, then another reader from there on, and so to the end. */
    private static List<Timestamped<String>> readWithAStopAtEachRecord(TextSource source, Path file) throws Exception {
        List<Timestamped<String>> records = new ArrayList<>();
        SplitReader<String> reader = source.open(file.toString(), CONTEXT);
        while (true) {
            CollectingOutput<String> out = new CollectingOutput<>(1);
            SplitReader.Progress progress = SplitReader.Progress.MORE;
            while (progress != SplitReader.Progress.END && out.records().isEmpty()) {
                progress = out.read(reader);
            }
            records.addAll(out.records());
            String position = reader.position();
            if (progress == SplitReader.Progress.END) {
                reader.close();
                return records;
            }
            assertThat(reader.position()).isEqualTo(position);
            reader.close();
            reader = source.open(file.toString(), position, CONTEXT);
        }
    }

    private static String positionAfter(TextSource source, Path file, int records) throws Exception {
        SplitReader<String> reader = source.open(file.toString(), CONTEXT);
        CollectingOutput<String> out = new CollectingOutput<>(records);
        while (out.records().size() < records && out.read(reader) != SplitReader.Progress.END) {
            // Until there are as many.
        }
        String position = reader.position();
        reader.close();
        return position;
    }

    private static List<Timestamped<String>> read(TextSource source, Path file) throws Exception {
        return CollectingOutput.readAll(source.open(file.toString(), CONTEXT), 1000);
    }

    private static List<Timestamped<String>> readFrom(TextSource source, Path file, String position) throws Exception {
        return CollectingOutput.readAll(source.open(file.toString(), position, CONTEXT), 1000);
    }

    private static byte[] randomText(Random random, int length) {
        String[] pieces = {"\n", "\r", "\r\n", "a", "word ", "é", "日", "😀", "\uFEFF", "\uFFFD"};
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (bytes.size() < length) {
            if (random.nextInt(20) == 0) {
                bytes.write(random.nextInt(256));
            } else {
                bytes.writeBytes(pieces[random.nextInt(pieces.length)].getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private Path write(String text) throws IOException {
        return write(text.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(byte[] text) throws IOException {
        return Files.write(folder.resolve("text.txt"), text);
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }
}
