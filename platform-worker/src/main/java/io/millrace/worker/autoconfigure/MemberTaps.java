package io.millrace.worker.autoconfigure;

import io.millrace.status.TappedRecord;
import io.millrace.status.TappedRecords;
import io.millrace.topology.Step;
import io.millrace.topology.Topology;
import io.millrace.worker.remote.Reply;
import io.millrace.worker.remote.Request;
import io.millrace.worker.tap.TapContent;
import io.millrace.worker.tap.TapSettings;
import io.millrace.worker.tap.TapText;
import io.millrace.worker.task.Taps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * Looks at the records that a step gives, in all members. Each looks at those of its own tasks, and shows what it is allowed to. A
 * look ends by itself.
 *
 * <p><b>Thread.</b> Any.
 */
final class MemberTaps {

    /** Most looks at a time in this member; each costs the tasks a little for each record. */
    private static final int MAX_LOOKS = 8;

    private final MemberQueries members;
    private final BiFunction<String, String, Taps.Tap> taps;
    private final TapSettings settings;
    private final Executor answering;
    private final Semaphore looks = new Semaphore(MAX_LOOKS);

    /**
     * Makes one that has nothing to do.
     *
     * @param taps gives the place of a step of a topology
     */
    MemberTaps(
            MemberQueries members,
            BiFunction<String, String, Taps.Tap> taps,
            TapSettings settings,
            Executor answering) {
        this.members = members;
        this.taps = taps;
        this.settings = settings;
        this.answering = answering;
    }

    /** Looks for as long as it is asked to. */
    CompletableFuture<Reply> answer(Request.Tap asked) {
        if (settings.content() == TapContent.NONE) {
            return CompletableFuture.failedFuture(new IllegalStateException(
                    "Records are not shown: millrace.tap.content=none; set it to shape or whole"));
        }
        Taps.Tap tap;
        try {
            tap = taps.apply(asked.topology(), asked.step());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        int seconds = Math.max(1, Math.min(asked.seconds(), TappedRecords.MAX_SECONDS));
        int limit = Math.max(1, Math.min(asked.records(), seconds * TappedRecords.MAX_PER_SECOND));
        TapSampler sampler = new TapSampler(limit, TimeUnit.SECONDS.toNanos(seconds), System::nanoTime);
        if (!looks.tryAcquire()) {
            return CompletableFuture.failedFuture(new IllegalStateException(
                    "Too many look at records at the same time: max=" + MAX_LOOKS + "; try again in a few seconds"));
        }
        tap.add(sampler);
        // What ends the look waits for nobody: a member that is busy answering must not go on looking.
        return CompletableFuture.runAsync(
                        () -> {
                            tap.remove(sampler);
                            looks.release();
                        },
                        CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS))
                .thenApplyAsync(over -> reply(asked, sampler), answering);
    }

    private Reply reply(Request.Tap asked, TapSampler sampler) {
        TapText text = new TapText(settings);
        List<TappedRecord> records = sampler.taken().stream()
                .map(taken -> new TappedRecord(
                        0, taken.timestampMillis(), taken.value().getClass().getName(), text.of(taken.value())))
                .toList();
        return new Reply.Tapped(asked.topology(), asked.id(), records, sampler.seen());
    }

    /** What all members show. */
    CompletableFuture<TappedRecords> look(Topology topology, String step, int records, int seconds) {
        List<String> steps = topology.steps().stream().map(Step::name).toList();
        if (!steps.contains(step)) {
            // A place is made for whoever asks.
            throw new IllegalArgumentException(
                    "Topology has no such step: topology=" + topology.name() + ", step=" + step + "; it has " + steps);
        }
        List<TappedRecord> found = new ArrayList<>();
        AtomicLong seen = new AtomicLong();
        return members.ofAll(
                        id -> new Request.Tap(topology.name(), id, step, records, seconds),
                        Reply.Tapped.class,
                        (member, reply) -> {
                            seen.addAndGet(reply.seen());
                            reply.records().forEach(record -> found.add(of(member, record)));
                        })
                .thenApply(silent -> new TappedRecords(spread(found, records), seen.get(), silent));
    }

    /** Each member gives as many as are wanted: of all, so many are taken that are evenly apart. */
    static List<TappedRecord> spread(List<TappedRecord> found, int limit) {
        List<TappedRecord> sorted = found.stream()
                .sorted(Comparator.comparingLong(TappedRecord::timestampMillis))
                .toList();
        int shown = Math.min(limit, sorted.size());
        return IntStream.range(0, shown)
                .mapToObj(i -> sorted.get((int) ((long) i * sorted.size() / shown)))
                .toList();
    }

    private static TappedRecord of(int member, TappedRecord record) {
        return new TappedRecord(member, record.timestampMillis(), record.type(), record.text());
    }
}
