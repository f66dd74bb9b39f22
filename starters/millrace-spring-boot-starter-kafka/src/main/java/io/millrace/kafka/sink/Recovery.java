package io.millrace.kafka.sink;

import io.millrace.sink.Transaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes what earlier writers have prepared, under their transactional ids, with their marks.
 *
 * <p><b>Contract.</b> All that one writer has prepared is to be recovered by one: marks only say how far it has come.
 */
final class Recovery {

    private final Connection connection;
    private final Topics topics;
    private final UnknownTransaction onUnknown;

    Recovery(Connection connection, Topics topics, UnknownTransaction onUnknown) {
        this.connection = connection;
        this.topics = topics;
        this.onUnknown = onUnknown;
    }

    /**
     * Writes them, unless they are written.
     *
     * @param own what writes under the transactional id of this task, or null if it has none
     */
    void run(List<Transaction> prepared, @Nullable Committer own, String ownId)
            throws KafkaSinkException, MalformedContentException, InterruptedException {
        Map<String, List<Named>> byId = new LinkedHashMap<>();
        for (Transaction transaction : prepared) {
            TransactionName name = TransactionName.parse(transaction.id());
            byId.computeIfAbsent(name.transactionalId(), id -> new ArrayList<>())
                    .add(new Named(name, transaction.content()));
        }
        for (Map.Entry<String, List<Named>> entry : byId.entrySet()) {
            // In order within an attempt; of two attempts, the one that comes first stays first.
            entry.getValue().sort(Comparator.comparingLong(named -> named.name.sequence()));
            if (own != null && entry.getKey().equals(ownId)) {
                commit(entry.getValue(), own);
            } else {
                try (Committer other = new Committer(connection, topics, onUnknown, entry.getKey())) {
                    commit(entry.getValue(), other);
                }
            }
        }
    }

    private static void commit(List<Named> transactions, Committer committer)
            throws KafkaSinkException, MalformedContentException, InterruptedException {
        for (Named each : transactions) {
            committer.commit(each.name, each.content);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Named(TransactionName name, byte[] content) {}
}
