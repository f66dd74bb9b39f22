package io.millrace.topology;

import io.millrace.function.KeyFunction;
import io.millrace.type.TypeRef;
import org.jspecify.annotations.Nullable;

/** How the records of an input are dealt to the tasks of a step. */
public sealed interface Partitioning {

    /** Each task keeps its records, as far as both steps have the same number of tasks; otherwise they are dealt in turn. */
    Partitioning FORWARD = new Forward();

    /** Records are dealt in turn. */
    Partitioning REBALANCE = new Rebalance();

    /** Every task gets every record. */
    Partitioning BROADCAST = new Broadcast();

    /** Name of the kind, as descriptions show it. */
    String kind();

    /** Forward edge, which may be fused. */
    record Forward() implements Partitioning {
        @Override
        public String kind() {
            return "forward";
        }
    }

    /** Records in turn. */
    record Rebalance() implements Partitioning {
        @Override
        public String kind() {
            return "rebalance";
        }
    }

    /** Every record to every task. */
    record Broadcast() implements Partitioning {
        @Override
        public String kind() {
            return "broadcast";
        }
    }

    /**
     * Records of one key to one task.
     *
     * @param key yields the key
     * @param keyType type of the key, or null if it is not known
     */
    record Keyed(KeyFunction<?, ?> key, @Nullable TypeRef<?> keyType) implements Partitioning {
        @Override
        public String kind() {
            return "keyed";
        }
    }
}
