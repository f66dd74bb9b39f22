package io.millrace.worker.task;

import io.millrace.operator.Operator;
import io.millrace.time.EventTime;
import io.millrace.type.TypeRef;
import io.millrace.worker.operator.SinkOperator;
import io.millrace.worker.plan.PlanNode;
import io.millrace.worker.serial.IncompatibleSchemaException;
import io.millrace.worker.snapshot.KeyedSections;
import io.millrace.worker.snapshot.Restored;
import io.millrace.worker.snapshot.TaskSnapshot;
import io.millrace.worker.state.Keeping;
import io.millrace.worker.state.KeyedPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What checkpoints hold of one operator in one task: watermarks, keyed state, and its own pieces.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
final class NodeCheckpoint {

    private static final String FACTS = "operator";
    private static final String COMBINING_FACTS = "combining";
    private static final String IN_MILLIS = "in";
    private static final String OUT_MILLIS = "out";

    private final String name;
    private final Operator<Object, Object> operator;
    private final NodeContext context;
    private final boolean isCombining;
    private final List<KeyedPart<?>> kept;
    private final @Nullable KeyedSections sections;

    NodeCheckpoint(ChainNode.Place place, Operator<Object, Object> operator, NodeContext context) {
        PlanNode planned = place.planned();
        this.name = planned.step().name();
        this.operator = operator;
        this.context = context;
        this.isCombining = planned.role() == PlanNode.Role.COMBINING;
        this.kept = kept(place);
        this.sections = sections(place);
    }

    /** The keyed state of the operator, or null if it keeps none, or nothing is kept. */
    @Nullable
    KeyedSections sections() {
        return sections;
    }

    /** Whether the operator keeps something by key, beside timers. */
    boolean keepsState() {
        return !kept.isEmpty();
    }

    /** Number of entries that the operator keeps by key, beside timers. */
    long stateEntries() {
        long entries = 0;
        for (KeyedPart<?> part : kept) {
            entries += part.size();
        }
        return entries;
    }

    /** Finds out whether the operator can take back what a checkpoint holds of it. */
    void check(Restored restored) throws IncompatibleSchemaException {
        if (!isCombining) {
            restored.check(name, sections);
        }
    }

    /** The watermark that the operator had seen. */
    long inMillis(Restored restored) {
        return least(restored, IN_MILLIS);
    }

    /** The watermark that it had passed on. */
    long outMillis(Restored restored) {
        return least(restored, OUT_MILLIS);
    }

    /** Gives the operator back what it keeps beside keyed state. */
    void restore(@Nullable Restored restored) throws Exception {
        if (restored == null || isCombining) {
            operator.restore(restored == null ? 0 : restored.checkpointId(), List.of());
        } else {
            operator.restore(
                    restored.checkpointId(), restored.pieces(name, context.taskIndex(), context.parallelism()));
        }
    }

    /** Adds the state of the operator as it is now. */
    void snapshotInto(TaskSnapshot.Builder snapshot, long inMillis, long outMillis) throws Exception {
        snapshot.facts(name, facts(), Map.of(IN_MILLIS, Long.toString(inMillis), OUT_MILLIS, Long.toString(outMillis)));
        snapshot.pieces(name, operator.snapshot(snapshot.checkpointId()));
        if (operator instanceof SinkOperator<?> sink) {
            snapshot.transactions(sink.openTransactions());
        }
        if (sections != null) {
            snapshot.keyed(sections);
        }
    }

    private List<KeyedPart<?>> kept(ChainNode.Place place) {
        List<KeyedPart<?>> parts = new ArrayList<>(context.stateParts());
        if (operator instanceof Keeping keeping) {
            parts.addAll(keeping.parts());
        }
        return place.planned().keyType() == null ? List.of() : parts;
    }

    private @Nullable KeyedSections sections(ChainNode.Place place) {
        List<KeyedPart<?>> parts = new ArrayList<>(context.parts());
        if (operator instanceof Keeping keeping) {
            parts.addAll(keeping.parts());
        }
        TypeRef<?> keyType = place.planned().keyType();
        return parts.isEmpty() || keyType == null || !place.checkpoints().areKept()
                ? null
                : new KeyedSections(name, keyType, parts, place.checkpoints().codecs());
    }

    private long least(Restored restored, String watermark) {
        return restored.facts(name, facts()).stream()
                .mapToLong(
                        noted -> Long.parseLong(noted.getOrDefault(watermark, Long.toString(EventTime.NO_WATERMARK))))
                .min()
                .orElse(EventTime.NO_WATERMARK);
    }

    private String facts() {
        return isCombining ? COMBINING_FACTS : FACTS;
    }
}
