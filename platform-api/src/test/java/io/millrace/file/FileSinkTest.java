package io.millrace.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millrace.sink.Transaction;
import io.millrace.sink.TransactionalWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSinkTest {

    private static final int VALUES = 11;
    private static final int VALUES_PER_CHECKPOINT = 2;

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    // ---- transactions

    @Test
    void shouldShowResultsOnlyWhenTheyAreCommitted() throws Exception {
        TransactionalWriter<String> writer = writer(2, 3);
        writer.write("a", 0);
        writer.write("é", 0);
        assertThat(visible()).isEmpty();

        List<Transaction> transaction = writer.prepare(17);
        assertThat(visible()).isEmpty();
        assertThat(hidden()).containsExactly(".part-00002-000000000017.txt.prepared");

        commit(writer, transaction);
        assertThat(visible()).containsExactly("part-00002-000000000017.txt");
        assertThat(hidden()).isEmpty();
        assertThat(Files.readString(folder.resolve("part-00002-000000000017.txt")))
                .isEqualTo("a\né\n");
    }

    @Test
    void shouldPutWhatComesAfterABarrierIntoTheNextTransaction() throws Exception {
        TransactionalWriter<String> writer = writer(0, 1);
        writer.write("a", 0);
        List<Transaction> first = writer.prepare(1);
        writer.write("b", 0);
        List<Transaction> second = writer.prepare(2);

        commit(writer, first);
        assertThat(lines()).containsExactly("a");
        commit(writer, second);
        assertThat(lines()).containsExactly("a", "b");
    }

    @Test
    void shouldCommitAgainWithoutEffect() throws Exception {
        TransactionalWriter<String> writer = writer(0, 1);
        writer.write("a", 0);
        List<Transaction> transaction = writer.prepare(1);
        commit(writer, transaction);

        commit(writer, transaction);
        commit(writer(0, 1), transaction);

        assertThat(lines()).containsExactly("a");
    }

    @Test
    void shouldMakeNoFileOfNoResults() throws Exception {
        TransactionalWriter<String> writer = writer(0, 1);

        assertThat(writer.prepare(1)).isEmpty();
        writer.close();

        assertThat(hidden()).isEmpty();
        assertThat(visible()).isEmpty();
    }

    @Test
    void shouldCommitNothingByClosing() throws Exception {
        TransactionalWriter<String> writer = writer(0, 1);
        writer.write("a", 0);

        writer.close();

        assertThat(visible()).isEmpty();
        assertThat(hidden()).isEmpty();
    }

    @Test
    void shouldSayThatResultsAreLost() {
        assertThatIOException()
                .isThrownBy(() -> writer(0, 1).recover(1, List.of(Transaction.of("part-00000-000000000001.txt"))))
                .withMessage("File of results is gone, and the results with it: file="
                        + folder.resolve("part-00000-000000000001.txt") + ", prepared="
                        + folder.resolve(".part-00000-000000000001.txt.prepared")
                        + "; put it back under one of the two names, or, if another program has taken the results,"
                        + " put an empty file there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../out.txt", "a/b", "a\\b", ".hidden"})
    void shouldRefuseATransactionThatIsNotItsOwn(String transaction) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer(0, 1).commit(Transaction.of(transaction)))
                .withMessageStartingWith("Transaction is no name of a file: transaction='" + transaction + "'");
    }

    @Test
    void shouldOverwriteNothingWhereCheckpointsAreCountedAnew() throws Exception {
        for (String value : List.of("a", "b", "c")) {
            TransactionalWriter<String> writer = writer(0, 1);
            writer.recover(0, List.of());
            writer.write(value, 0);
            commit(writer, writer.prepare(1));
        }

        assertThat(visible())
                .containsExactly(
                        "part-00000-000000000001-2.txt",
                        "part-00000-000000000001-3.txt",
                        "part-00000-000000000001.txt");
        assertThat(lines()).containsExactlyInAnyOrder("a", "b", "c");
    }

    // ---- failures

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldShowEachResultOnceWhereverTheProcessDies(int parallelism) throws Exception {
        int steps = new FileSinkRun(new FileSinkRun.Durable(), sink(folder), parallelism)
                .steps(VALUES, VALUES_PER_CHECKPOINT)
                .size();
        for (int death = 0; death <= steps; death++) {
            Path own = folder.resolve("death-" + death);
            FileSinkRun.Durable durable = new FileSinkRun.Durable();
            runUntil(death, durable, own, parallelism);
            runToTheEnd(durable, own, parallelism);

            assertThat(linesOf(own)).as("death after step %d", death).isEqualTo(everyValue());
            assertThat(namesOf(own, ".")).as("death after step %d", death).isEmpty();
        }
    }

    /** 3 tasks die, then 1, which may die while it recovers, then 2 go to the end. */
    @Test
    void shouldShowEachResultOnceWithOtherNumbersOfTasks() throws Exception {
        int first = new FileSinkRun(new FileSinkRun.Durable(), sink(folder), 3)
                .steps(VALUES, VALUES_PER_CHECKPOINT)
                .size();
        for (int death = 0; death <= first; death++) {
            for (int second : List.of(0, 1, 4, 7, 12)) {
                Path own = folder.resolve("death-" + death + "-" + second);
                FileSinkRun.Durable durable = new FileSinkRun.Durable();
                runUntil(death, durable, own, 3);
                runUntil(second, durable, own, 1);
                runToTheEnd(durable, own, 2);

                assertThat(linesOf(own))
                        .as("deaths after steps %d and %d", death, second)
                        .isEqualTo(everyValue());
                assertThat(namesOf(own, "."))
                        .as("deaths after steps %d and %d", death, second)
                        .isEmpty();
            }
        }
    }

    @Test
    void shouldShowEachResultOnceThroughManyDeaths() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            Path own = folder.resolve("round-" + round);
            FileSinkRun.Durable durable = new FileSinkRun.Durable();
            for (int run = 0; run < 8; run++) {
                runUntil(random.nextInt(30), durable, own, 1 + random.nextInt(4));
            }
            runToTheEnd(durable, own, 1 + random.nextInt(4));

            assertThat(linesOf(own)).as("seed %d, round %d", seed, round).isEqualTo(everyValue());
            assertThat(namesOf(own, ".")).as("seed %d, round %d", seed, round).isEmpty();
        }
    }

    @Test
    void shouldKeepWhatACheckpointMayNeedAndCleanTheRest() throws Exception {
        for (String name : List.of(
                ".part-00000-000000000007.txt.prepared",
                ".part-00000-000000000008.txt.prepared",
                ".part-00001-000000000008.csv.prepared",
                ".part-00002-000000000008-2.txt.prepared",
                ".part-00002-0123456789abcdef0123456789abcdef.open",
                ".part-1-00002-000000000008.txt.prepared",
                ".parts-00002-000000000008.txt.prepared",
                ".part-00002-notes.open",
                ".other",
                "part-00002-000000000008.txt")) {
            Files.createFile(folder.resolve(name));
        }

        writer(0, 2).recover(7, List.of());

        assertThat(hidden())
                .containsExactly(
                        ".other",
                        ".part-00000-000000000007.txt.prepared",
                        ".part-00001-000000000008.csv.prepared",
                        ".part-00002-notes.open",
                        ".part-1-00002-000000000008.txt.prepared",
                        ".parts-00002-000000000008.txt.prepared");
        assertThat(visible()).containsExactly("part-00002-000000000008.txt");
        writer(1, 2).recover(7, List.of());
        assertThat(hidden()).doesNotContain(".part-00001-000000000008.csv.prepared");
    }

    @Test
    void shouldKeepOneThatWasTakenForDeadFromTheFilesOfItsSuccessor() throws Exception {
        TransactionalWriter<String> zombie = writer(0, 1);
        zombie.write("old", 0);
        TransactionalWriter<String> successor = writer(0, 1);
        successor.recover(0, List.of());
        successor.write("new", 0);

        assertThatIOException()
                .isThrownBy(() -> zombie.prepare(1))
                .withMessageStartingWith("File of results was taken away while it was written: file=" + folder)
                .withMessageEndingWith("; see that no other sink, topology or process writes into this folder with the"
                        + " prefix 'part'");
        zombie.close();
        commit(successor, successor.prepare(2));
        assertThat(lines()).containsExactly("new");
    }

    private static void commit(TransactionalWriter<?> writer, List<Transaction> transactions) throws Exception {
        for (Transaction transaction : transactions) {
            writer.commit(transaction);
        }
    }

    // ---- lines, names and folders

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r", "\n"})
    void shouldRefuseALineWithALineEndAndGoOn(String line) throws Exception {
        TransactionalWriter<String> writer = writer(0, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.write(line, 0))
                .withMessage("Line of a result has a line end in it: folder=" + folder
                        + ", value=java.lang.String; make one line of text of each result");
        writer.write("b", 0);
        commit(writer, writer.prepare(1));
        assertThat(lines()).containsExactly("b");
    }

    @Test
    void shouldRefuseALineThatIsNull() throws Exception {
        TransactionalWriter<Integer> writer =
                FileSink.<Integer>text(folder, value -> null).open(0, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.write(1, 0))
                .withMessageStartingWith("Line of a result is null: folder=" + folder);
    }

    @Test
    void shouldNameFilesAsTold() throws Exception {
        TransactionalWriter<String> writer = FileSink.<String>text(folder, line -> line)
                .prefix("counts")
                .suffix(".csv")
                .open(0, 1);
        writer.write("a", 0);
        commit(writer, writer.prepare(1));

        assertThat(visible()).containsExactly("counts-00000-000000000001.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".part", "a/b", "a b", "*", "-"})
    void shouldRefuseAPrefixThatIsNoName(String prefix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileSink.text(folder, Object::toString).prefix(prefix))
                .withMessageStartingWith("Prefix of file names is not valid: name='" + prefix + "'; use letters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"txt", "/a", ".", ".a/b", "7"})
    void shouldRefuseASuffixThatIsNoExtension(String suffix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileSink.text(folder, Object::toString).suffix(suffix))
                .withMessageStartingWith("Suffix of file names is not valid: name='" + suffix + "'");
    }

    @Test
    void shouldMakeTheFolderAndFollowALinkToIt() throws Exception {
        Path deep = folder.resolve("a/b");
        FileSink.text(deep, Object::toString).open(0, 1);
        Path link = Files.createSymbolicLink(folder.resolve("link"), deep);

        TransactionalWriter<Object> writer =
                FileSink.text(link, Object::toString).open(0, 1);
        writer.write("a", 0);
        commit(writer, writer.prepare(1));

        assertThat(linesOf(deep)).containsExactly("a");
    }

    @Test
    void shouldRefuseAFolderThatIsNone() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatIOException()
                .isThrownBy(() -> FileSink.text(file, Object::toString).open(0, 1))
                .withMessageStartingWith("Folder of results cannot be made: folder=" + file + ", reason=")
                .withMessageEndingWith("; give a folder that this user may make and write");
    }

    @Test
    void shouldTakeNothingMoreWhenTheDiskIsFull() throws Exception {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        OpenFile file = new OpenFile(full);
        file.write("a");

        assertThatIOException()
                .isThrownBy(file::finish)
                .withMessageStartingWith("Results cannot be written: file=/dev/full, reason=")
                .withMessageEndingWith("; see that the disk has room and the folder can be written");
        assertThatIOException().isThrownBy(() -> file.write("b"));
        assertThatIOException().isThrownBy(file::finish);
    }

    @Test
    void shouldHaveAThreadOfItsOwn() {
        assertThat(FileSink.text(folder, Object::toString).isBlocking()).isTrue();
    }

    private static void runUntil(int death, FileSinkRun.Durable durable, Path own, int parallelism) throws Exception {
        List<FileSinkRun.Step> steps =
                new FileSinkRun(durable, sink(own), parallelism).steps(VALUES, VALUES_PER_CHECKPOINT);
        for (FileSinkRun.Step step : steps.subList(0, Math.min(death, steps.size()))) {
            step.run();
        }
    }

    private static void runToTheEnd(FileSinkRun.Durable durable, Path own, int parallelism) throws Exception {
        runUntil(Integer.MAX_VALUE, durable, own, parallelism);
        assertThat(durable.position()).isEqualTo(VALUES);
    }

    private static List<String> everyValue() {
        return IntStream.range(0, VALUES).mapToObj(Integer::toString).sorted().toList();
    }

    private static FileSink<Integer> sink(Path own) {
        return FileSink.text(own, value -> Integer.toString(value));
    }

    private TransactionalWriter<String> writer(int task, int parallelism) throws IOException {
        return FileSink.<String>text(folder, line -> line).open(task, parallelism);
    }

    private List<String> visible() throws IOException {
        return namesOf(folder, "part", "counts");
    }

    private List<String> hidden() throws IOException {
        return namesOf(folder, ".");
    }

    private List<String> lines() throws IOException {
        return linesOf(folder);
    }

    private static List<String> namesOf(Path folder, String... beginnings) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> Stream.of(beginnings).anyMatch(name::startsWith))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> linesOf(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String name : namesOf(folder, "part")) {
            lines.addAll(Files.readAllLines(folder.resolve(name)));
        }
        return lines.stream().sorted().toList();
    }
}
