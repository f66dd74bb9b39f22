package io.millrace.kafka.source;

import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * A partition as the fetcher sees it.
 *
 * <pre>
 * UNVERIFIED ──► FETCHED ──► DONE
 *     ▲  │        │  ▲
 *     │  ▼        ▼  │
 *     └─ LOCATING ───┘
 * </pre>
 *
 * <p><b>Thread.</b> Owned by the fetcher; the lag may be asked for by any thread.
 *
 * @param <T> the type of the values
 */
final class FetchedPartition<T> {

    /** How far the fetcher is with a partition. */
    enum State {
        /** It is not known yet whether the topic still is the one that the position belongs to. */
        UNVERIFIED,
        /** The offset is gone, and it is being asked which ones there are. */
        LOCATING,
        /** It is fetched. */
        FETCHED,
        /** Everything up to its end is in the queue. */
        DONE
    }

    private final PartitionQueue<T> queue;
    private final PartitionContact contact;
    private State state;
    private Uuid topicId;
    private volatile long nextOffset;
    private volatile long endOffset;
    /** Offset at which the brokers have lost records that were read already, or -1. */
    private long divergedAt = -1;

    private boolean isMadeAnew;
    private boolean isSeekDue = true;
    private @Nullable KafkaFuture<ListOffsetsResultInfo> question;

    FetchedPartition(PartitionQueue<T> queue, long nowMillis) {
        this.queue = queue;
        this.contact = new PartitionContact(nowMillis);
        this.state = queue.isVerified() ? State.FETCHED : State.UNVERIFIED;
        this.topicId = queue.start().topicId();
        this.nextOffset = queue.start().offset();
        this.endOffset = nextOffset;
    }

    TopicPartition name() {
        return queue.partition();
    }

    PartitionQueue<T> queue() {
        return queue;
    }

    PartitionContact contact() {
        return contact;
    }

    State state() {
        return state;
    }

    boolean isFetched() {
        return state == State.FETCHED;
    }

    Uuid topicId() {
        return topicId;
    }

    long nextOffset() {
        return nextOffset;
    }

    /** Offset of the first record that is not to be read. */
    long end() {
        return queue.start().end();
    }

    boolean isMadeAnew() {
        return isMadeAnew;
    }

    long divergedAt() {
        return divergedAt;
    }

    /** Records that the task has yet to take, as far as it is known. */
    long lag() {
        return Math.max(0, endOffset - queue.takenOffset());
    }

    void endOffset(long known) {
        endOffset = known;
    }

    @Nullable
    KafkaFuture<ListOffsetsResultInfo> question() {
        return question;
    }

    void question(@Nullable KafkaFuture<ListOffsetsResultInfo> asked) {
        question = asked;
    }

    /** Whether the client has to be told where to fetch; the client does not know it any more after that. */
    boolean takeSeek() {
        boolean isDue = isSeekDue;
        isSeekDue = false;
        return isDue;
    }

    /** The topic is the one that the position belongs to. */
    void onVerified(Uuid id, long nowMillis) {
        topicId = id;
        if (state == State.UNVERIFIED) {
            fetchFrom(nextOffset, nowMillis);
        }
    }

    /** The topic is not there. */
    void onTopicGone() {
        state = State.UNVERIFIED;
        // It has nothing, and holds nobody up.
        queue.silentUntil(Long.MAX_VALUE);
    }

    /** The topic was deleted and made anew. */
    void onMadeAnew(Uuid id) {
        state = State.LOCATING;
        topicId = id;
        isMadeAnew = true;
    }

    /** There are no records at the offset. */
    void onOutOfRange(long firstDiverged) {
        state = State.LOCATING;
        divergedAt = firstDiverged;
        queue.silentUntil(Long.MIN_VALUE);
    }

    void fetchFrom(long offset, long nowMillis) {
        state = State.FETCHED;
        nextOffset = offset;
        isSeekDue = true;
        isMadeAnew = false;
        divergedAt = -1;
        contact.onProgress(nowMillis);
        queue.silentUntil(Long.MIN_VALUE);
    }

    /** A batch goes to the task. */
    void put(RecordBatch<T> batch, long nowMillis) {
        nextOffset = batch.nextOffset();
        endOffset = Math.max(endOffset, nextOffset);
        contact.onProgress(nowMillis);
        queue.put(batch);
        if (nextOffset >= end()) {
            state = State.DONE;
        }
    }
}
