package io.millrace.kafka.source;

import io.millrace.kafka.source.SourceMeters.TaskMeters;
import io.millrace.operator.TaskContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a fetcher's thread does: makes its clients, and polls until the task has closed it or it cannot go on.
 *
 * <p><b>Thread.</b> The fetcher's.
 *
 * @param <T> the type of the values
 */
final class FetchLoop<T> {

    private static final Logger log = LoggerFactory.getLogger(FetchLoop.class);

    /** Between two polls what does not come from the consumer is looked after. */
    private static final Duration POLL = Duration.ofMillis(250);

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long ADDRESS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Fetcher<T> fetcher;
    private final SourceSettings<T> settings;
    private final ClientConfiguration configuration;
    private final TaskContext context;

    FetchLoop(Fetcher<T> fetcher, TaskContext context) {
        this.fetcher = fetcher;
        this.settings = fetcher.settings();
        this.configuration = settings.configuration();
        this.context = context;
    }

    void run() {
        try {
            KafkaClients clients = connect();
            if (clients != null) {
                try (clients) {
                    run(clients);
                }
            }
        } catch (Throwable e) {
            if (fetcher.isClosed()) {
                log.debug("Fetcher ends with an error: task={}", fetcher.task(), e);
            } else {
                fetcher.fail(KafkaFaults.explained(e, settings));
            }
        }
    }

    private void run(KafkaClients clients) {
        String clientId = configuration.clientId(fetcher.task().clientName());
        try (TaskMeters meters = settings.meters().open(context, clients.consumer());
                RecordDecoding<T> decoding = new RecordDecoding<>(settings, meters, clientId)) {
            Turns turns = new Turns(clients, decoding, meters);
            fetcher.polls(clients.consumer());
            while (!fetcher.isClosed()) {
                try {
                    turns.next();
                } catch (WakeupException e) {
                    // Something has changed: that is for the next turn.
                }
            }
            turns.last();
        } finally {
            fetcher.polls(null);
        }
    }

    /** Makes the clients, as soon as the brokers have an address; null if the fetcher was closed before that. */
    private @Nullable KafkaClients connect() {
        while (!fetcher.isClosed()) {
            try {
                return KafkaClients.of(configuration, fetcher.task().clientName());
            } catch (KafkaException e) {
                if (KafkaClients.hasAddress(configuration.bootstrapServers())) {
                    throw e;
                }
                fetcher.voice().trouble(TroubleReport.noAddress(configuration.brokers()));
                LockSupport.parkNanos(ADDRESS_NANOS);
            }
        }
        return null;
    }

    /** One turn after the other. */
    private final class Turns {

        private final KafkaClients clients;
        private final Assignment<T> assignment;
        private final PartitionSearch search;
        private final LostRecordsCheck lostRecords;
        private final SilenceCheck silence;
        private final GroupOffsets group;

        Turns(KafkaClients clients, RecordDecoding<T> decoding, TaskMeters meters) {
            long nowMillis = fetcher.nowMillis();
            OffsetQuestions questions = new OffsetQuestions(clients.admin(), configuration.isolation());
            this.clients = clients;
            this.assignment = new Assignment<>(clients.consumer(), decoding, QueueLimits.DEFAULT, meters);
            this.search = new PartitionSearch(new TopicLook(clients.admin(), settings, questions), fetcher, nowMillis);
            this.lostRecords = new LostRecordsCheck(questions, settings, meters);
            this.silence = new SilenceCheck(questions, settings);
            this.group = new GroupOffsets(clients.admin(), settings.group(), nowMillis);
        }

        void next() {
            fetcher.onAwake();
            long nowMillis = fetcher.nowMillis();
            Map<TopicPartition, PartitionQueue<T>> open = fetcher.takeOpen();
            if (open != null) {
                assignment.update(open, nowMillis);
            }
            search(nowMillis);
            lostRecords.turn(assignment, fetcher, nowMillis);
            assignment.assign();
            silence.turn(assignment, clients.consumer(), nowMillis);
            group.turn(fetcher, nowMillis);
            assignment.balance(nowMillis);
            report(nowMillis);
            poll();
        }

        /** Commits what the last checkpoint has brought; the admin client waits for it a little when it is closed. */
        void last() {
            group.turn(fetcher, fetcher.nowMillis());
        }

        private void search(long nowMillis) {
            for (FetchedPartition<T> partition : assignment.partitions()) {
                if (isInDoubt(partition, nowMillis)) {
                    search.hurry();
                }
            }
            Look look = search.turn(assignment::topics, nowMillis);
            if (look != null) {
                lostRecords.onLook(look, search, assignment, nowMillis);
            }
        }

        /** Whether only a look can tell what is the matter with a partition. */
        private boolean isInDoubt(FetchedPartition<T> partition, long nowMillis) {
            return switch (partition.state()) {
                case UNVERIFIED -> !search.isGone(partition.name().topic());
                case FETCHED ->
                    !partition.queue().isPaused() && partition.contact().isOverdue(nowMillis);
                case LOCATING, DONE -> false;
            };
        }

        private void report(long nowMillis) {
            List<TopicPartition> lost = SilenceCheck.lost(assignment, nowMillis);
            fetcher.voice()
                    .trouble(TroubleReport.text(
                            configuration.brokers(), lost, search.isLost(nowMillis), search.missing()));
        }

        private void poll() {
            if (!assignment.isFetching()) {
                LockSupport.parkNanos(POLL.toNanos());
                return;
            }
            try {
                if (assignment.deliver(clients.consumer().poll(POLL), fetcher.nowMillis())) {
                    fetcher.voice().wakeUp();
                }
            } catch (OffsetOutOfRangeException e) {
                lostRecords.onOutOfRange(e, assignment);
            } catch (RetriableException e) {
                log.debug("Poll comes to nothing: task={}", fetcher.task(), e);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}
