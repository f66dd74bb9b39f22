package io.millrace.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millrace.time.Timestamped;
import io.millrace.type.TypeRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextSourceTest {

    private static final SplitContext CONTEXT = new ManualClock(0);

    @TempDir
    Path folder;

    @Test
    void shouldReadAFile() throws Exception {
        Path file = write("a.txt", "one\ntwo\n");
        TextSource source = Sources.text(file);

        assertThat(source.splits()).containsExactly(file.toString());
        assertThat(read(source, file.toString()))
                .containsExactly(new Timestamped<>("one", 0), new Timestamped<>("two", 1));
        assertThat(source.totalBytes()).isEqualTo(8);
        assertThat(source.bytesRead()).isEqualTo(8);
        assertThat(source.malformedLines()).isZero();
    }

    @Test
    void shouldReadAnEmptyFile() throws Exception {
        Path file = write("empty.txt", "");
        TextSource source = Sources.text(file);

        assertThat(source.splits()).containsExactly(file.toString());
        assertThat(read(source, file.toString())).isEmpty();
    }

    @Test
    void shouldReadTheFilesOfAFolderInTheOrderOfTheirNames() throws Exception {
        Path second = write("b.txt", "b");
        Path first = write("a.txt", "a");
        Path below = write("c/d/e.txt", "e");

        assertThat(Sources.text(folder).splits())
                .containsExactly(first.toString(), second.toString(), below.toString());
    }

    @Test
    void shouldLeaveOutHiddenFilesAndFolders() throws Exception {
        Path shown = write("a.txt", "a");
        write(".hidden", "b");
        write(".git/config", "c");
        write("sub/.DS_Store", "d");

        assertThat(Sources.text(folder).splits()).containsExactly(shown.toString());
    }

    @Test
    void shouldReadAHiddenFileThatIsNamed() throws Exception {
        Path hidden = write(".words/.list", "a");

        assertThat(Sources.text(hidden).splits()).containsExactly(hidden.toString());
        assertThat(Sources.text(folder.resolve(".words").resolve(".list"), write("b", "b"))
                        .splits())
                .hasSize(2);
    }

    @Test
    void shouldKeepTheOrderOfItsInputs() throws Exception {
        Path a = write("a.txt", "a");
        Path b = write("b.txt", "b");

        assertThat(Sources.text(b, a).splits()).containsExactly(b.toString(), a.toString());
    }

    @Test
    void shouldNameSplitsSoThatAnyProcessFindsThem() throws Exception {
        Path relative = Path.of("").toAbsolutePath().relativize(write("a.txt", "a"));

        assertThat(Sources.text(relative).splits()).singleElement().satisfies(split -> {
            assertThat(Path.of(split)).isAbsolute();
            assertThat(read(Sources.text(relative), split)).hasSize(1);
        });
    }

    @Test
    void shouldFollowLinks() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("a.txt"), "a");
        Path link = Files.createSymbolicLink(folder.resolve("link"), elsewhere);

        assertThat(Sources.text(link).splits())
                .containsExactly(link.resolve("a.txt").toString());
    }

    @Test
    void shouldRefuseAMissingInput() {
        Path missing = folder.resolve("missing.txt");

        assertThatIOException()
                .isThrownBy(() -> Sources.text(missing).splits())
                .withMessage("Text input does not exist: path=" + missing + "; give the path of a file or a folder");
    }

    @Test
    void shouldRefuseAFolderWithoutFiles() throws Exception {
        write(".hidden", "a");
        Files.createDirectory(folder.resolve("sub"));

        assertThatIOException()
                .isThrownBy(() -> Sources.text(folder).splits())
                .withMessage("Text input holds no files: folder=" + folder
                        + "; give a folder with at least one file that is not hidden");
    }

    @Test
    void shouldRefuseALinkThatLeadsNowhere() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("a.txt"), folder.resolve("gone.txt"));

        assertThatIOException()
                .isThrownBy(() -> Sources.text(folder).splits())
                .withMessage("Text input cannot be read: path=" + link + "; check its permissions and links");
    }

    @Test
    void shouldRefuseLinksThatLeadInACircle() throws Exception {
        write("a.txt", "a");
        Files.createSymbolicLink(folder.resolve("up"), folder);

        assertThatIOException()
                .isThrownBy(() -> Sources.text(folder).splits())
                .withMessageStartingWith("Text input cannot be read: path=" + folder + ", reason=")
                .withMessageContaining("FileSystemLoopException")
                .withMessageEndingWith("; check its permissions and links");
    }

    @Test
    void shouldRefuseAFileThatCannotBeRead() throws Exception {
        Path file = write("secret.txt", "a");
        assertThat(file.toFile().setReadable(false)).isTrue();
        assumeThat(Files.isReadable(file)).as("the superuser reads everything").isFalse();

        assertThatIOException()
                .isThrownBy(() -> Sources.text(file).splits())
                .withMessage("Text input cannot be read: path=" + file + "; check its permissions and links");
    }

    @Test
    void shouldRefuseAnInputThatIsGivenTwice() throws Exception {
        Path file = write("a.txt", "a");

        assertThatIOException()
                .isThrownBy(() -> Sources.text(folder, file).splits())
                .withMessage("Text input is given twice: path=" + file + ", inputs=[" + folder + ", " + file
                        + "]; leave one of them out");
        assertThatIOException()
                .isThrownBy(
                        () -> Sources.text(file, folder.resolve("x/../a.txt")).splits());
    }

    @Test
    void shouldRefuseNoInputAtAll() {
        assertThatIllegalArgumentException()
                .isThrownBy(Sources::text)
                .withMessage("Text source has no input: paths=[]; give at least one file or folder");
        assertThatNullPointerException().isThrownBy(() -> TextSource.ofStream(null));
        assertThatNullPointerException().isThrownBy(() -> Sources.text(folder).malformed(null));
    }

    @Test
    void shouldReadAStream() throws Exception {
        TextSource source =
                TextSource.ofStream(() -> new ByteArrayInputStream("a\nb".getBytes(StandardCharsets.UTF_8)));

        assertThat(source.isBlocking()).isTrue();
        assertThat(source.splits()).containsExactly("-");
        assertThat(source.totalBytes()).isEqualTo(-1);
        assertThat(read(source, "-")).extracting(Timestamped::value).containsExactly("a", "b");
        assertThat(source.bytesRead()).isEqualTo(3);
    }

    @Test
    void shouldHandleMalformedBytesAsToldAndCountThemForItself() throws Exception {
        Path file = folder.resolve("bad.txt");
        Files.write(file, new byte[] {'a', '\n', (byte) 0xFF, '\n'});
        TextSource replacing = Sources.text(file);
        TextSource skipping = replacing.malformed(MalformedText.SKIP_LINE);

        assertThat(read(skipping, file.toString()))
                .extracting(Timestamped::value)
                .containsExactly("a");
        assertThat(skipping.malformedLines()).isEqualTo(1);
        assertThat(replacing.malformedLines()).isZero();
        assertThat(read(replacing, file.toString()))
                .extracting(Timestamped::value)
                .containsExactly("a", "\uFFFD");
        assertThatIOException()
                .isThrownBy(() -> read(replacing.malformed(MalformedText.FAIL), file.toString()))
                .withMessageContaining("input=" + file + ", line=2;");
    }

    @Test
    void shouldTellItsType() {
        assertThat(Sources.text(folder).type()).isEqualTo(TypeRef.of(String.class));
        assertThat(Sources.text(folder).isBlocking()).isFalse();
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static List<Timestamped<String>> read(TextSource source, String split) throws Exception {
        return CollectingOutput.readAll(source.open(split, CONTEXT), 1000);
    }
}
