package io.millrace.test;

import io.millrace.time.Timestamped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a test says about the values that came out of one output since the last look. A failure shows what was expected,
 * what came, and where the topology stands.
 */
public final class Expectation {

    private final String output;
    private final List<Timestamped<Object>> records;
    private final Supplier<String> situation;

    Expectation(String output, List<Timestamped<Object>> records, Supplier<String> situation) {
        this.output = output;
        this.records = records;
        this.situation = situation;
    }

    /** Exactly these values came, in this order. */
    public void values(Object... expected) {
        List<Object> came = came();
        if (!came.equals(List.of(expected))) {
            throw failed("exactly " + List.of(expected));
        }
    }

    /** Exactly these values came, in any order. */
    public void inAnyOrder(Object... expected) {
        List<Object> rest = came();
        boolean hasAll = true;
        for (Object one : expected) {
            hasAll &= rest.remove(one);
        }
        if (!hasAll || !rest.isEmpty()) {
            throw failed("in any order " + List.of(expected));
        }
    }

    /** Exactly these values came with exactly these timestamps, in this order. */
    public void records(Timestamped<?>... expected) {
        if (!records.equals(List.of(expected))) {
            throw failed("exactly " + List.of(expected));
        }
    }

    /** Nothing came. */
    public void nothing() {
        if (!records.isEmpty()) {
            throw failed("nothing");
        }
    }

    private List<Object> came() {
        List<Object> values = new ArrayList<>();
        records.forEach(record -> values.add(record.value()));
        return values;
    }

    private AssertionError failed(String expected) {
        return new AssertionError("Output '" + output + "' did not give what was expected"
                + "\n  expected: " + expected
                + "\n  came:     " + (records.isEmpty() ? "nothing" : came())
                + "\n" + situation.get());
    }
}
