package io.millrace.topology;

import io.millrace.deadletter.DeadLetter;
import io.millrace.partition.StableHash;
import io.millrace.type.TypeRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with the edges into one step: numbers, keys, types and side outputs. */
final class InputValidator {

    private final Step step;
    private final Map<String, Step> byName;
    private final List<String> faults = new ArrayList<>();

    InputValidator(Step step, Map<String, Step> byName) {
        this.step = step;
        this.byName = byName;
    }

    List<String> faults() {
        checkNumbers();
        checkDoubles();
        checkKeyTypesAgree();
        for (StepInput input : step.inputs()) {
            Step from = byName.get(input.from());
            if (from != null) {
                checkKey(input);
                checkType(input, from);
                checkSideOutput(input, from);
            }
        }
        return faults;
    }

    private void checkNumbers() {
        Set<Integer> numbers = new TreeSet<>();
        step.inputs().forEach(input -> numbers.add(input.ordinal()));
        int expected = expectedInputs(numbers.size());
        boolean isGapless = numbers.stream().allMatch(number -> number >= 0 && number < numbers.size());
        if (!numbers.isEmpty() && (numbers.size() != expected || !isGapless)) {
            faults.add("inputs have wrong numbers: numbers=" + numbers + ", expected=" + expected
                    + "; number the inputs of the step from 0 without a gap");
        }
    }

    private int expectedInputs(int found) {
        if (step.spec() instanceof StepSpec.RunOperator) {
            return found;
        }
        return step.spec() instanceof StepSpec.CoProcessKeyed ? 2 : 1;
    }

    private void checkDoubles() {
        Set<List<@Nullable Object>> outputs = new HashSet<>();
        for (StepInput input : step.inputs()) {
            if (!outputs.add(Arrays.asList(input.from(), input.sideOutput(), input.ordinal()))) {
                faults.add("input is connected twice: input=" + input.from()
                        + "; a union takes each stream once: leave one of them out");
            }
        }
    }

    private void checkKeyTypesAgree() {
        Set<TypeRef<?>> keyTypes = new HashSet<>();
        for (StepInput input : step.inputs()) {
            if (input.partitioning() instanceof Partitioning.Keyed keyed && keyed.keyType() != null) {
                keyTypes.add(keyed.keyType());
            }
        }
        if (keyTypes.size() > 1) {
            faults.add("keys of the inputs differ in type: keyTypes="
                    + keyTypes.stream().map(TypeRef::toString).sorted().toList()
                    + "; equal keys of two types go to different tasks: use one type");
        }
    }

    private void checkKey(StepInput input) {
        if (!(input.partitioning() instanceof Partitioning.Keyed keyed)) {
            if (step.spec().needsKey()) {
                faults.add("step keeps state for each key, but its input has no key: input=" + input.from()
                        + "; put keyBy before it");
            }
            return;
        }
        TypeRef<?> keyType = keyed.keyType();
        if (keyType == null) {
            faults.add("type of the key is not known: input=" + input.from() + "; name it: keyBy(Key.class, function)");
            return;
        }
        String fault = StableHash.fault(keyType.type());
        if (fault != null) {
            faults.add("key has no stable hash: input=" + input.from() + ", keyType=" + keyType + " (" + fault
                    + "); use a string, number, UUID, enum or a record of these as key");
        }
    }

    private void checkType(StepInput input, Step from) {
        if (input.sideOutput() == null && from.outputType() == null && isExchange(from, input)) {
            faults.add("type of the exchange is not known: from=" + input.from() + ", to=" + step.name()
                    + "; add .typed(Type.class) or .typed(new TypeRef<…>() {}) after step " + input.from());
        }
        if (input.sideOutput() == null
                && from.outputType() != null
                && step.spec() instanceof StepSpec.WindowAggregate window
                && window.aggregate().accumulatorType(from.outputType()) == null) {
            faults.add("type of the accumulator is not known: aggregate="
                    + window.aggregate().getClass().getName()
                    + "; name the type arguments where the class implements Aggregate, or override accumulatorType");
        }
    }

    private boolean isExchange(Step from, StepInput input) {
        return !(input.partitioning() instanceof Partitioning.Forward)
                || step.inputs().size() > 1
                || step.isStageRoot()
                || from.isBlocking() != step.isBlocking()
                || (step.parallelism() != null && !Objects.equals(from.parallelism(), step.parallelism()));
    }

    /** Written to by the engine for whatever step has the policy, which may be changed from outside. */
    static boolean isDeadLetters(StepInput input) {
        return DeadLetter.OUTPUT.name().equals(input.sideOutput());
    }

    private void checkSideOutput(StepInput input, Step from) {
        String sideOutput = input.sideOutput();
        if (sideOutput == null) {
            return;
        }
        if (!Names.isValid(sideOutput)) {
            faults.add(Names.fault("side output", sideOutput));
        }
        if (isDeadLetters(input) && !from.spec().isSource()) {
            return;
        }
        if (!from.spec().canEmitTo(sideOutput)) {
            faults.add("side output is never written: from=" + input.from() + ", kind="
                    + from.spec().kind() + ", sideOutput=" + sideOutput
                    + "; emit to it in a flatMap, process or operator, or declare it with lateRecordsTo");
        }
    }
}
