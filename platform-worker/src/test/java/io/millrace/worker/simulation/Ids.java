package io.millrace.worker.simulation;

import io.millrace.aggregate.Aggregate;
import io.millrace.aggregate.CombinableAggregate;
import java.util.ArrayList;
import java.util.List;

/** Aggregate that shows which records are in it: their numbers, in order. Its accumulator changes in place. */
final class Ids implements CombinableAggregate<Click, List<Integer>, List<Integer>> {

    /** The same without combine. */
    static Aggregate<Click, List<Integer>, List<Integer>> notCombinable() {
        return new NotCombinable();
    }

    @Override
    public List<Integer> create() {
        return new ArrayList<>();
    }

    @Override
    public List<Integer> add(List<Integer> accumulator, Click value) {
        accumulator.add(value.id());
        return accumulator;
    }

    @Override
    public List<Integer> combine(List<Integer> into, List<Integer> other) {
        into.addAll(other);
        return into;
    }

    @Override
    public List<Integer> finish(List<Integer> accumulator) {
        return accumulator.stream().sorted().toList();
    }

    private static final class NotCombinable implements Aggregate<Click, List<Integer>, List<Integer>> {

        @Override
        public List<Integer> create() {
            return new ArrayList<>();
        }

        @Override
        public List<Integer> add(List<Integer> accumulator, Click value) {
            accumulator.add(value.id());
            return accumulator;
        }

        @Override
        public List<Integer> finish(List<Integer> accumulator) {
            return accumulator.stream().sorted().toList();
        }
    }
}
