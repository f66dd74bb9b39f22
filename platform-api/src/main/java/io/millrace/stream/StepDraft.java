package io.millrace.stream;

import io.millrace.deadletter.DeadLetter;
import io.millrace.function.OutputTag;
import io.millrace.topology.ErrorPolicy;
import io.millrace.topology.Retry;
import io.millrace.topology.Step;
import io.millrace.topology.StepInput;
import io.millrace.topology.StepSpec;
import io.millrace.type.TypeRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Step while its topology is being built. */
final class StepDraft {

    final String name;
    private StepSpec spec;
    private final List<StepInput> inputs;
    private final Map<String, OutputTag<?>> sideOutputs = new HashMap<>();
    private @Nullable TypeRef<?> outputType;
    private boolean isTypeExpected;

    @Nullable
    Integer parallelism;

    boolean isBlocking;
    boolean startsStage;
    ErrorPolicy errorPolicy = ErrorPolicy.FAIL;
    Retry retry = Retry.NONE;
    final List<String> formerly = new ArrayList<>();

    StepDraft(String name, StepSpec spec, List<StepInput> inputs, @Nullable TypeRef<?> outputType) {
        this.name = name;
        this.spec = spec;
        this.inputs = inputs;
        this.outputType = outputType;
        if (spec instanceof StepSpec.WindowAggregate window && window.lateRecords() != null) {
            declare(window.lateRecords());
        }
    }

    /** Refuses a missing argument by the names of step and argument. */
    static <T> T required(@Nullable T argument, String argumentName, String stepName) {
        if (argument == null) {
            throw new IllegalArgumentException("Argument of a step is missing: argument=" + argumentName + ", step="
                    + stepName + "; null is not allowed here");
        }
        return argument;
    }

    /** The user says that the sink is idempotent. */
    void idempotent() {
        if (!(spec instanceof StepSpec.WriteSink sink)) {
            throw new IllegalStateException("Sink is declared elsewhere: step=" + name
                    + "; say there that it is idempotent, as in @Sink(idempotent = true)");
        }
        spec = sink.idempotent();
    }

    @Nullable
    TypeRef<?> outputType() {
        return outputType;
    }

    /** The user names the type. */
    void type(TypeRef<?> type) {
        outputType = type;
        isTypeExpected = false;
    }

    /** A reader expects a type; it may be a wider one than another reader's, and then the narrower is nearer the truth. */
    void expect(TypeRef<?> type) {
        if (outputType == null || (isTypeExpected && !type.equals(outputType) && isKindOf(type, outputType))) {
            outputType = type;
            isTypeExpected = true;
        }
    }

    /** A side output is read or declared; its name stands for one type. */
    void declare(OutputTag<?> tag) {
        if (tag.name().equals(DeadLetter.OUTPUT.name()) && !tag.equals(DeadLetter.OUTPUT)) {
            throw new IllegalArgumentException("Name of a side output is reserved for dead letters: step=" + name
                    + ", sideOutput=" + tag.name() + ", type=" + tag.type() + "; use another name");
        }
        OutputTag<?> earlier = sideOutputs.putIfAbsent(tag.name(), tag);
        if (earlier != null && !earlier.equals(tag)) {
            throw new IllegalArgumentException("Side output has two types: step=" + name + ", sideOutput=" + tag.name()
                    + ", types=[" + earlier.type() + ", " + tag.type() + "]; use one tag for both, or two names");
        }
    }

    /** Its dead letters are read, so there have to be some. */
    void declareDeadLetters() {
        errorPolicy = ErrorPolicy.DEAD_LETTER;
        declare(DeadLetter.OUTPUT);
    }

    Step toStep() {
        return new Step(
                name, spec, inputs, parallelism, isBlocking, startsStage, errorPolicy, outputType, formerly, retry);
    }

    private static boolean isKindOf(TypeRef<?> type, TypeRef<?> wider) {
        return wider.rawClass().isAssignableFrom(type.rawClass());
    }
}
