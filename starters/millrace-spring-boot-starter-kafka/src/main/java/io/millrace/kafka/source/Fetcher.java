package io.millrace.kafka.source;

import io.millrace.source.SplitContext;
import io.millrace.source.SplitDiscovery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the partitions of one task on a thread of its own. This is what both sides share: the task says what it reads and
 * how far checkpoints are, the thread says what it has found.
 *
 * <p><b>Thread.</b> Any thread; what belongs to one side says so.
 *
 * @param <T> the type of the values
 */
final class Fetcher<T> {

    private final SourceSettings<T> settings;
    private final SourceTask task;
    private final TaskVoice voice;
    private final Thread thread;
    /** As many as the task has partitions. */
    private final Map<TopicPartition, PartitionQueue<T>> open = new ConcurrentHashMap<>();

    private final Map<TopicPartition, FoundPartition> found = new ConcurrentHashMap<>();
    /** Each partition once. */
    private final Queue<TopicPartition> announced = new ConcurrentLinkedQueue<>();

    private final Map<TopicPartition, Long> completed = new ConcurrentHashMap<>();
    private final AtomicBoolean isWoken = new AtomicBoolean();
    private volatile boolean hasOpenChanged = true;
    private volatile SplitDiscovery.Progress progress = SplitDiscovery.Progress.LOOKING;
    private volatile @Nullable SourceFailedException failure;
    private volatile boolean isClosed;
    private volatile @Nullable Consumer<?, ?> consumer;

    Fetcher(SourceSettings<T> settings, SourceTask task, SplitContext context) {
        this.settings = settings;
        this.task = task;
        this.voice = new TaskVoice(context);
        this.thread = new Thread(() -> new FetchLoop<>(this, context).run(), "millrace-kafka-" + task.clientName());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    SourceSettings<T> settings() {
        return settings;
    }

    SourceTask task() {
        return task;
    }

    TaskVoice voice() {
        return voice;
    }

    /** Milliseconds of a clock that only goes forward; for both sides. */
    long nowMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** The task reads a partition. */
    void open(PartitionQueue<T> queue) {
        open.put(queue.partition(), queue);
        hasOpenChanged = true;
        wake();
    }

    /** The task does not read a partition any more. */
    void close(PartitionQueue<T> queue) {
        if (open.remove(queue.partition(), queue)) {
            hasOpenChanged = true;
            wake();
        }
    }

    /** What waits of a partition that is read, or null. */
    @Nullable
    PartitionQueue<T> queue(TopicPartition partition) {
        return open.get(partition);
    }

    /** The partitions that are read, if they have changed since the last call; else null. For the thread. */
    @Nullable
    Map<TopicPartition, PartitionQueue<T>> takeOpen() {
        if (!hasOpenChanged) {
            return null;
        }
        // Before the look, so that a change during it is seen by the next.
        hasOpenChanged = false;
        return new HashMap<>(open);
    }

    /** Whether a partition needs no search: it is read, or has been found. */
    boolean isKnown(TopicPartition partition) {
        return open.containsKey(partition) || found.containsKey(partition);
    }

    /** What was found of a partition, or null. */
    @Nullable
    FoundPartition found(TopicPartition partition) {
        return found.get(partition);
    }

    /** A partition has been found. For the thread. */
    void announce(FoundPartition partition) {
        if (found.put(partition.partition(), partition) == null) {
            announced.add(partition.partition());
        }
    }

    /** How far the search is. Follows the announcements that it speaks of. For the thread. */
    void progress(SplitDiscovery.Progress reached) {
        progress = reached;
    }

    /** To be asked before {@link #takeAnnounced}, which then has all that it speaks of. */
    SplitDiscovery.Progress progress() {
        return progress;
    }

    List<TopicPartition> takeAnnounced() {
        List<TopicPartition> taken = new ArrayList<>();
        for (TopicPartition next = announced.poll(); next != null; next = announced.poll()) {
            taken.add(next);
        }
        return taken;
    }

    /** A checkpoint is complete that holds everything before this offset. */
    void complete(TopicPartition partition, long offset) {
        completed.put(partition, offset);
    }

    /** Offsets of complete checkpoints since the last call. For the thread. */
    Map<TopicPartition, Long> takeCompleted() {
        Map<TopicPartition, Long> taken = new HashMap<>(completed);
        taken.forEach(completed::remove);
        return taken;
    }

    /** Nothing goes on any more. For the thread. */
    void fail(SourceFailedException cause) {
        failure = cause;
        voice.wakeUp();
    }

    /** Throws what the thread has failed with. */
    void check() {
        SourceFailedException cause = failure;
        if (cause != null) {
            // With the stack of this thread as well, and never the same exception twice.
            throw new SourceFailedException(String.valueOf(cause.getMessage()), cause);
        }
    }

    boolean isClosed() {
        return isClosed;
    }

    /** The client that {@link #wake} has to wake. For the thread. */
    void polls(@Nullable Consumer<?, ?> polled) {
        consumer = polled;
    }

    /** The thread is awake and will see what was changed before this. For the thread. */
    void onAwake() {
        isWoken.set(false);
    }

    /** Lets the thread look at what has changed. */
    void wake() {
        if (isWoken.compareAndSet(false, true)) {
            Consumer<?, ?> polled = consumer;
            if (polled != null) {
                polled.wakeup();
            }
            LockSupport.unpark(thread);
        }
    }

    /** An answer that wakes the thread when it is there. */
    <V> CompletableFuture<V> waking(CompletableFuture<V> answer) {
        // Not what comes of it: that is complete only after the thread was woken, which would look in vain.
        CompletableFuture<V> unused = answer.whenComplete((value, error) -> wake());
        return answer;
    }

    /** Lets the thread end; does not wait for it. */
    void close() {
        isClosed = true;
        voice.close();
        isWoken.set(false);
        wake();
    }
}
