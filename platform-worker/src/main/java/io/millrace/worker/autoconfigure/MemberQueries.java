package io.millrace.worker.autoconfigure;

import io.millrace.control.ClusterView;
import io.millrace.control.MemberUnavailableException;
import io.millrace.control.UnknownMemberException;
import io.millrace.metric.MetricHistory;
import io.millrace.metric.MetricQuery;
import io.millrace.status.LogLine;
import io.millrace.status.MemberProcess;
import io.millrace.worker.ClusterNode;
import io.millrace.worker.history.HistoryMerge;
import io.millrace.worker.history.Part;
import io.millrace.worker.history.ProcessHistory;
import io.millrace.worker.history.Question;
import io.millrace.worker.remote.Reply;
import io.millrace.worker.remote.Request;
import io.millrace.worker.tap.TapSettings;
import io.millrace.worker.task.Taps;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What members know of themselves: answers for this one, and asks the others.
 *
 * <p><b>Thread.</b> Any. Answers are made, and put together, on a thread of its own.
 */
final class MemberQueries implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MemberQueries.class);
    private static final int MAX_WAITING = 256;

    /** Where there is no cluster. */
    private static final int ALONE = 0;

    private final ProcessHistory history;
    private final LogLines lines;
    private final Clock clock;
    private final Supplier<@Nullable ClusterNode> cluster;
    private final MemberLetters letters;
    private final MemberTaps taps;
    private final ThreadPoolExecutor answering = new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            work -> Daemons.unstarted("millrace-member-answers", work));

    /**
     * Makes one that has nothing to do.
     *
     * @param cluster gives the cluster that the process is a member of, or null
     * @param taps gives the places of a topology in this process where somebody may listen
     * @param tapSettings what is shown of records
     */
    MemberQueries(
            ProcessHistory history,
            LogLines lines,
            Clock clock,
            Supplier<@Nullable ClusterNode> cluster,
            Function<String, Taps> taps,
            TapSettings tapSettings) {
        this.history = history;
        this.lines = lines;
        this.clock = clock;
        this.cluster = cluster;
        this.letters = new MemberLetters(this, topology -> taps.apply(topology).deadLetters());
        this.taps =
                new MemberTaps(this, (topology, step) -> taps.apply(topology).of(step), tapSettings, answering);
        answering.allowCoreThreadTimeOut(true);
    }

    /** Answers what this member is asked. */
    CompletableFuture<Reply> answer(Request.Query query) {
        if (query instanceof Request.Tap asked) {
            return taps.answer(asked);
        }
        try {
            return CompletableFuture.supplyAsync(() -> reply(query), answering);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new MemberUnavailableException(
                    "Member has too many questions to answer, or is leaving: maxWaiting=" + MAX_WAITING
                            + "; try again in a moment",
                    e));
        }
    }

    private Reply reply(Request.Query query) {
        if (query instanceof Request.ProcessFacts) {
            return new Reply.OfProcess(query.topology(), query.id(), ProcessFacts.now());
        }
        if (query instanceof Request.Logs logs) {
            return new Reply.OfLogs(query.topology(), query.id(), lines.latest(logs.limit(), logs.level()));
        }
        if (query instanceof Request.Letters asked) {
            return letters.answer(asked);
        }
        if (query instanceof Request.TreatLetters asked) {
            return letters.answer(asked);
        }
        if (query instanceof Request.History asked) {
            Part part = history.answer(query.topology(), asked.question());
            return new Reply.OfHistory(query.topology(), query.id(), part);
        }
        throw new IllegalStateException(
                "Question is not known: " + query.getClass().getSimpleName());
    }

    CompletableFuture<MemberProcess> process(int member) {
        return query(member, id -> new Request.ProcessFacts("", id), Reply.OfProcess.class, Reply.OfProcess::process);
    }

    CompletableFuture<List<LogLine>> logs(int member, int limit, LogLine.Level level) {
        return query(member, id -> new Request.Logs("", id, limit, level), Reply.OfLogs.class, Reply.OfLogs::lines);
    }

    /** The records that steps give, in all members. */
    MemberTaps taps() {
        return taps;
    }

    /** The dead letters of all members. */
    MemberLetters letters() {
        return letters;
    }

    /** What all members know that can be asked. */
    CompletableFuture<MetricHistory> history(String topology, MetricQuery query) {
        Question question = Question.of(query, history.fineSeconds(), clock.millis());
        HistoryMerge merge = new HistoryMerge(question);
        return ofAll(member -> ask(topology, member, question, 0, merge)).thenApplyAsync(merge::result, answering);
    }

    /**
     * Asks all members the same.
     *
     * @param heard hears each answer, one after the other
     * @return numbers of those that have not answered
     */
    <R extends Reply> CompletableFuture<List<Integer>> ofAll(
            LongFunction<Request.Query> wish, Class<R> kind, BiConsumer<Integer, R> heard) {
        Object lock = new Object();
        return ofAll(member -> querySafely(member, wish, kind, reply -> reply)
                .thenAcceptAsync(
                        reply -> {
                            synchronized (lock) {
                                heard.accept(member, reply);
                            }
                        },
                        answering));
    }

    private CompletableFuture<List<Integer>> ofAll(IntFunction<CompletableFuture<?>> asking) {
        ClusterNode node = cluster.get();
        List<Integer> members = node == null
                ? List.of(ALONE)
                : node.view().members().stream().map(ClusterView.Member::number).toList();
        Set<Integer> silent = new ConcurrentSkipListSet<>();
        CompletableFuture<?>[] all = members.stream()
                .map(member -> asking.apply(member)
                        .handle((done, failure) -> silent(failure, () -> {
                            log.debug("Member does not answer: member={}", member, failure);
                            silent.add(member);
                        })))
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(all).thenApply(done -> List.copyOf(silent));
    }

    /** A member that is out of reach is left out; one that refuses to answer makes the whole fail, and says why. */
    private static @Nullable Void silent(@Nullable Throwable failure, Runnable leavingOut) {
        if (failure == null) {
            return null;
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause.getClass() == IllegalStateException.class) {
            throw new CompletionException(cause);
        }
        leavingOut.run();
        return null;
    }

    /** Asks a member, again and again until it has told all that it knows. */
    private CompletableFuture<@Nullable Void> ask(
            String topology, int member, Question question, int from, HistoryMerge merge) {
        Question rest = question.from(from);
        return askPart(topology, member, rest)
                .thenComposeAsync(
                        part -> {
                            merge.add(from, part);
                            int next = from + part.steps();
                            return part.steps() <= 0 || next >= question.steps()
                                    ? CompletableFuture.completedFuture(null)
                                    : ask(topology, member, question, next, merge);
                        },
                        answering);
    }

    private CompletableFuture<Part> askPart(String topology, int member, Question question) {
        return querySafely(
                member,
                id -> new Request.History(topology, id, question),
                Reply.OfHistory.class,
                Reply.OfHistory::part);
    }

    /** A member that cannot be asked is one that fails to answer. */
    <R extends Reply, T> CompletableFuture<T> querySafely(
            int member, LongFunction<Request.Query> wish, Class<R> kind, Function<R, T> value) {
        try {
            return query(member, wish, kind, value);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private <R extends Reply, T> CompletableFuture<T> query(
            int member, LongFunction<Request.Query> wish, Class<R> kind, Function<R, T> value) {
        ClusterNode node = cluster.get();
        if (node != null) {
            return node.query(member, wish, kind, value);
        }
        if (member != ALONE) {
            throw new UnknownMemberException(member, List.of(ALONE));
        }
        return answer(wish.apply(0)).thenApply(kind::cast).thenApply(value);
    }

    /** Answers nothing more. */
    @Override
    public void close() {
        answering.shutdownNow();
        lines.close();
    }
}
