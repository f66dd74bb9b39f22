package io.millrace.kafka.source;

import io.millrace.source.SplitDiscovery;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Looks for partitions again and again, and announces those that are found.
 *
 * <p><b>Thread.</b> Owned by the fetcher; waits for nothing.
 */
final class PartitionSearch {

    /** Time between two looks while something is not known yet. */
    static final long HURRY_MILLIS = 500;

    private final TopicLook looks;
    private final Fetcher<?> fetcher;
    private final SourceSettings<?> settings;
    private final Absences absences = new Absences();
    private @Nullable CompletableFuture<Look> look;
    private long nextLookMillis;
    private long lastLookMillis;
    private long unansweredSinceMillis;
    private boolean isAnswered = true;

    PartitionSearch(TopicLook looks, Fetcher<?> fetcher, long nowMillis) {
        this.looks = looks;
        this.fetcher = fetcher;
        this.settings = fetcher.settings();
        this.nextLookMillis = nowMillis;
        this.lastLookMillis = nowMillis - HURRY_MILLIS;
    }

    /** Goes on with the search; what a look has shown, if one has come to its end, or else null. */
    @Nullable
    Look turn(Supplier<Set<String>> read, long nowMillis) {
        CompletableFuture<Look> begun = look;
        if (begun != null && begun.isDone()) {
            look = null;
            return finish(begun, nowMillis);
        }
        if (begun == null && nowMillis >= nextLookMillis) {
            if (isAnswered) {
                isAnswered = false;
                unansweredSinceMillis = nowMillis;
            }
            lastLookMillis = nowMillis;
            look = fetcher.waking(looks.begin(read.get(), this::isWanted));
        }
        return null;
    }

    /** Something cannot wait until the next look is due. */
    void hurry() {
        nextLookMillis = Math.min(nextLookMillis, lastLookMillis + HURRY_MILLIS);
    }

    /** Whether no look has been answered for too long. */
    boolean isLost(long nowMillis) {
        return !isAnswered && nowMillis - unansweredSinceMillis >= PartitionContact.LOST_AFTER_MILLIS;
    }

    /** Topics that are named and certainly not there, where that is no failure. */
    Set<String> missing() {
        Set<String> missing = new TreeSet<>(settings.topics().names());
        missing.removeIf(topic -> !absences.isCertain(topic));
        return missing;
    }

    /** Whether it is certain that a topic is not there. */
    boolean isGone(String topic) {
        return absences.isCertain(topic);
    }

    private boolean isWanted(TopicPartition partition) {
        SourceTask task = fetcher.task();
        return fetcher.progress() != SplitDiscovery.Progress.COMPLETE
                && SplitName.taskOf(partition, task.parallelism()) == task.index()
                && !fetcher.isKnown(partition);
    }

    private @Nullable Look finish(CompletableFuture<Look> done, long nowMillis) {
        Look shown;
        try {
            shown = done.join();
        } catch (CompletionException e) {
            Throwable error = KafkaFaults.unwrapped(e);
            if (!KafkaFaults.passes(error)) {
                throw KafkaFaults.explained(error, settings);
            }
            nextLookMillis = nowMillis + HURRY_MILLIS;
            return null;
        }
        isAnswered = true;
        absences.onLook(shown.absent());
        failIfMissing();
        announce(shown);
        boolean isDone = !shown.isPartial() && !absences.isInDoubt();
        nextLookMillis = nowMillis + (isDone ? settings.discoveryInterval().toMillis() : HURRY_MILLIS);
        return shown;
    }

    private void announce(Look shown) {
        shown.found().forEach(fetcher::announce);
        if (!shown.isPartial() && !absences.isInDoubt()) {
            fetcher.progress(
                    settings.end().isNever() ? SplitDiscovery.Progress.WATCHING : SplitDiscovery.Progress.COMPLETE);
        }
        if (!shown.found().isEmpty() || fetcher.progress() != SplitDiscovery.Progress.LOOKING) {
            fetcher.voice().wakeUp();
        }
    }

    private void failIfMissing() {
        Set<String> missing = missing();
        if (!missing.isEmpty() && !settings.isLossAccepted()) {
            throw new SourceFailedException("Topic does not exist: topics=" + missing + ", brokers="
                    + settings.configuration().brokers()
                    + "; make the topic, or correct its name; if it was deleted, start without the checkpoint");
        }
    }
}
