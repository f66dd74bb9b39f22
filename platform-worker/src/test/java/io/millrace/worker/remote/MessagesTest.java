package io.millrace.worker.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.deadletter.DeadLetterWish;
import io.millrace.deadletter.KeptDeadLetter;
import io.millrace.metric.Metric;
import io.millrace.status.CheckpointStatus;
import io.millrace.status.CheckpointSummary;
import io.millrace.status.KeptCheckpoint;
import io.millrace.status.LogLine;
import io.millrace.status.MemberProcess;
import io.millrace.status.OperatorStatus;
import io.millrace.status.SlowCall;
import io.millrace.status.SourceProgress;
import io.millrace.status.StuckCall;
import io.millrace.status.TappedRecord;
import io.millrace.status.TaskStatus;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.status.Trouble;
import io.millrace.worker.checkpoint.Manifest;
import io.millrace.worker.checkpoint.SharedFile;
import io.millrace.worker.checkpoint.SnapshotFile;
import io.millrace.worker.history.Part;
import io.millrace.worker.history.Question;
import io.millrace.worker.snapshot.CutTimes;
import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.supervise.FailureKind;
import io.millrace.worker.supervise.WrittenSnapshot;
import io.millrace.worker.task.OperatorCounters;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessagesTest {

    private static final TaskStatus STATUS = new TaskStatus(
            "count",
            2,
            3,
            List.of("count", "shown"),
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            0.5,
            Long.MIN_VALUE,
            new SourceProgress(3, 1, 77, new SourceProgress.Split("b", 5, 77)));
    private static final TaskId TASK = new TaskId(1, List.of("count", "text"), 2, 4);

    private final Messages messages = new Messages();

    static List<Command> commands() {
        return List.of(
                new Command.Begin("words", 7),
                new Command.Start(
                        "words",
                        7,
                        3,
                        -9,
                        List.of(0, 1),
                        12,
                        Map.of(0, List.of("a", "b")),
                        Map.of(0, List.of(3, 1), 1, List.of(4))),
                new Command.Note("words", 7, TopologyState.FAILED, "count", 1, "record", "no"),
                new Command.Note("words", 7, TopologyState.RUNNING, null, 0, null, null),
                new Command.Keep("words", 7, List.of(3L, 4L)),
                new Command.Cancel("words", 7, 3),
                new Command.Drain("words", 7, 3),
                new Command.Stop("words", 7, 3),
                new Command.Barrier("words", 7, 3, 13, Manifest.Kind.SAVEPOINT),
                new Command.Abort("words", 7, 3, 13),
                new Command.Complete("words", 7, 3, 13),
                new Command.Finish("words", 7, 3),
                new Command.Lease("words", 7, -3),
                new Command.InterruptReads("words", 7));
    }

    static List<Report> reports() {
        Manifest.TaskEntry entry = new Manifest.TaskEntry(
                1, List.of("count"), 2, 4, true, new SnapshotFile("f", 10, -5), List.of(new SharedFile("s", 9, 8)));
        return List.of(
                new Report.Running(
                        "words",
                        7,
                        List.of(new Report.Found(
                                3,
                                -5,
                                List.of(1, 2),
                                Map.of(1, List.of(0, 4), 2, List.of(4)),
                                List.of(TASK),
                                List.of()))),
                new Report.Ready("words", 7),
                new Report.Leaving("words", 7),
                new Report.LeaseAsked("words", 7, -3),
                new Report.Opened("words", 7, 3, TASK),
                new Report.Failed("words", 7, 3, "count", 2, null, "it failed", "java.lang.Error", FailureKind.TASK),
                new Report.Failed(
                        "words", 7, 3, "count", 2, "record", "it failed", "java.lang.Error", FailureKind.FINAL),
                new Report.Refused("words", 7, 3, "no", "java.lang.Error", FailureKind.LOSS),
                new Report.Closed("words", 7, 3, TASK),
                new Report.Ended("words", 7, 3, TASK),
                new Report.Committed("words", 7, 3, TASK, 12),
                new Report.Written(
                        "words", 7, 3, new WrittenSnapshot(12, entry, new CutTimes(1, 2), 3, Map.of("count", 4L))),
                new Report.WriteFailed("words", 7, 3, 12, "disk is full"),
                new Report.Counted(
                        "words",
                        7,
                        List.of(new TaskCount(
                                TASK,
                                List.of(new OperatorCounters.Snapshot(
                                        "count", 1, 2, Map.of("late", 3L), 4, 5, 6, 7, Long.MIN_VALUE)),
                                List.of(new Trouble("count", 2, "waits")),
                                STATUS,
                                9))));
    }

    static List<Request> requests() {
        return List.of(
                new Request.Start("words", 7, 12),
                new Request.Start("words", 7, Request.Start.LAST),
                new Request.Steer("words", 7, Steering.STOP),
                new Request.Steer("words", 7, Steering.RESTART),
                new Request.Savepoint("words", 7),
                new Request.Checkpoints("words", 7),
                new Request.DeleteSavepoint("words", 7, 12),
                new Request.ProcessFacts("", 7),
                new Request.Logs("", 7, 200, LogLine.Level.WARN),
                new Request.Letters("words", 7, 100),
                new Request.TreatLetters("words", 7, DeadLetterWish.Action.REPLAY, false, List.of(1L, 2L)),
                new Request.Tap("words", 7, "counts", 20, 2),
                new Request.History(
                        "words", 7, new Question(Metric.LATENCY, true, "counts", Question.ALL, 100, 20, 10)));
    }

    static List<Reply> replies() {
        return List.of(
                new Reply.Done("words", 7),
                new Reply.Taken("words", 7, 12),
                new Reply.Kept(
                        "words",
                        7,
                        List.of(
                                new KeptCheckpoint(12, "SAVEPOINT", 1L, 2, 3, null),
                                new KeptCheckpoint(11, null, null, 0, 0, "damaged"))),
                new Reply.OfProcess("", 7, new MemberProcess(1, 2, "17", "1.0", 3, 4, 5, 6, 0.5, 7, 8)),
                new Reply.OfLogs("", 7, List.of(new LogLine(1, LogLine.Level.INFO, "logger", "thread", "said"))),
                new Reply.OfLetters(
                        "words", 7, List.of(new KeptDeadLetter("12", "counts", 1, 2, 3, 4, 5, "Exception", 6, true))),
                new Reply.Treated("words", 7, 1, Map.of(13L, "no")),
                new Reply.Tapped("words", 7, List.of(new TappedRecord(3, 4, "java.lang.String", "xxx")), 5),
                new Reply.OfHistory("words", 7, new Part(3, List.of(), List.of())),
                new Reply.Refused("words", 7, Refusal.UNAVAILABLE, "no"));
    }

    static List<TopologyPicture> pictures() {
        CheckpointSummary summary = new CheckpointSummary(
                12,
                "CHECKPOINT",
                1,
                Duration.ofMillis(2),
                Duration.ofMillis(3),
                Duration.ofMillis(4),
                Duration.ofMillis(5),
                6,
                7,
                "count[1]",
                8,
                Map.of("count", 9L));
        return List.of(
                new TopologyPicture(
                        "words", List.of(), List.of(), List.of(), CheckpointStatus.NONE, List.of(), List.of()),
                new TopologyPicture(
                        "words",
                        List.of(new OperatorStatus("count", "count", 4, 1, 2, Map.of("late", 3L), 4, 5, 6, 7, 8, 9)),
                        List.of(new StuckCall("count", 1, Duration.ofSeconds(9), "at a line")),
                        List.of(new SlowCall("count", Duration.ofSeconds(1), "at a line")),
                        new CheckpointStatus(
                                true, Duration.ofSeconds(1), 1, 2, 3, null, 4, 5, List.of("a"), 6, 7, List.of(summary)),
                        List.of(new Trouble("count", 2, "waits")),
                        List.of(STATUS)));
    }

    @ParameterizedTest
    @MethodSource({"requests", "replies", "pictures"})
    void shouldReadWhatIsSaidOutsideOfSessions(Message message) {
        assertThat(messages.read(messages.bytes(message))).isEqualTo(message);
    }

    @Test
    void shouldHaveRoomForAListOfAnyLength() {
        String fault = "ä€".repeat(5000);
        List<KeptCheckpoint> all = IntStream.range(0, 5000)
                .mapToObj(i -> new KeptCheckpoint(
                        Long.MAX_VALUE - i, "SAVEPOINT", Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, fault))
                .toList();
        Reply.Kept reply = Reply.Kept.of(new Request.Checkpoints("words", Long.MAX_VALUE), all);
        assertThat(messages.read(messages.bytes(reply))).isEqualTo(reply);
        assertThat(reply.checkpoints()).hasSize(1000);
        assertThat(reply.checkpoints().get(0).id()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldHaveRoomForTheRefusalOfAnything() {
        String anything = "€".repeat(300_000);
        Reply.Refused refusal =
                Reply.Refused.of(new Request.Steer(anything, 7, Steering.STOP), Refusal.STATE, anything);
        assertThat(messages.bytes(refusal).length).isLessThan(10_000);
    }

    @Test
    void shouldHaveRoomForAnyTrouble() {
        List<Trouble> troubles = IntStream.range(0, 1000)
                .mapToObj(i -> new Trouble("count", i, "€".repeat(10_000)))
                .toList();
        TopologyStatus status = new TopologyStatus(
                "words", TopologyState.RUNNING, null, List.of(), List.of(), List.of(), CheckpointStatus.NONE, troubles);
        assertThat(messages.bytes(TopologyPicture.of(status, List.of())).length).isLessThan(200_000);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldReadCommands(Command command) {
        assertThat(messages.read(messages.bytes(command))).isEqualTo(command);
    }

    @ParameterizedTest
    @MethodSource("reports")
    void shouldReadReports(Report report) {
        assertThat(messages.read(messages.bytes(report))).isEqualTo(report);
    }

    @Test
    void shouldReadWhoIsOutOfReach() {
        Unreached unreached = new Unreached(List.of(3, 12));
        assertThat(messages.read(messages.bytes(unreached))).isEqualTo(unreached);
    }

    @Test
    void shouldKnowAllKinds() {
        assertThat(commands().stream().map(Object::getClass).distinct())
                .hasSize(Command.class.getPermittedSubclasses().length);
        assertThat(reports().stream().map(Object::getClass).distinct())
                .hasSize(Report.class.getPermittedSubclasses().length);
        assertThat(requests().stream().map(Object::getClass).distinct())
                // Questions are a kind of their own, and not one of messages.
                .hasSize(Request.class.getPermittedSubclasses().length
                        - 1
                        + Request.Query.class.getPermittedSubclasses().length);
        assertThat(replies().stream().map(Object::getClass).distinct())
                .hasSize(Reply.class.getPermittedSubclasses().length);
        assertThat(Message.class.getPermittedSubclasses())
                .containsExactlyInAnyOrder(
                        Command.class,
                        Report.class,
                        Request.class,
                        Reply.class,
                        TopologyPicture.class,
                        Unreached.class);
    }

    @Test
    void shouldRefuseWhatIsNoMessage() {
        byte[] begin = messages.bytes(new Command.Begin("words", 7));
        assertThatThrownBy(() -> messages.read(new byte[0])).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> messages.read(Arrays.copyOf(begin, begin.length - 1)))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> messages.read(Arrays.copyOf(begin, begin.length + 1)))
                .isInstanceOf(RuntimeException.class);
    }
}
