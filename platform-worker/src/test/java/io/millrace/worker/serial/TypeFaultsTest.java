package io.millrace.worker.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.millrace.aggregate.Aggregate;
import io.millrace.aggregate.Aggregates;
import io.millrace.function.Emitter;
import io.millrace.function.OutputTag;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;
import io.millrace.source.Sources;
import io.millrace.state.StateHandle;
import io.millrace.stream.TopologyBuilder;
import io.millrace.type.TypeRef;
import io.millrace.window.WindowSpec;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class TypeFaultsTest {

    private static final String HERE = TypeFaultsTest.class.getName() + "$";
    private static final String SERIALIZER = "give it a serializer with TopologyBuilder.serializer(…)";

    private final TopologyBuilder builder = TopologyBuilder.named("test");

    record Threaded(String name, Thread thread) {}

    record Nested(List<Threaded> threads) {}

    record Wild(List<? extends Number> numbers) {}

    @SuppressWarnings("rawtypes")
    record Raw(List list) {}

    interface Open {}

    abstract static class Abstract {}

    record Uncomparable(int a) {}

    final class Inner {
        int a;
    }

    static final class Closeable implements AutoCloseable {
        @Override
        public void close() {}
    }

    static final class Logging {
        Logger log;
    }

    static final class Failing extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static class Hidden {
        int a;
    }

    static final class Hiding extends Hidden {
        int a;
    }

    static final class Sum {
        long total;
    }

    static final class SumUp implements Aggregate<String, Sum, Long> {
        @Override
        public Sum create() {
            return new Sum();
        }

        @Override
        public Sum add(Sum accumulator, String value) {
            return accumulator;
        }

        @Override
        public Long finish(Sum accumulator) {
            return accumulator.total;
        }
    }

    static final class Remember implements KeyedProcess<String, String, String> {
        @Override
        public void onRecord(String value, KeyedContext<String> context, Emitter<String> out) {}
    }

    // ---- where types come from

    @Test
    void shouldFindNothingWrongWithTypesThatHaveCodecs() {
        builder.source("words", Sources.of("a"))
                .keyBy(word -> word)
                .window(WindowSpec.tumbling(Duration.ofSeconds(1)))
                .aggregate("count", Aggregates.count())
                .sink("sink", count -> {});

        TypeCodecs codecs = TypeCodecs.of(builder.build());

        assertThat(codecs.faults()).isEmpty();
        assertThat(codecs.reflected()).isEmpty();
    }

    @Test
    void shouldNameOperatorAndUseOfEachType() {
        builder.source("words", Sources.of("a"))
                .map("threads", word -> new Threaded(word, null))
                .rebalance()
                .map("names", threaded -> threaded.name())
                .keyBy(word -> word)
                .process(
                        "remember",
                        new Remember(),
                        StateHandle.value("thread", Thread.class),
                        StateHandle.value("count", Long.class))
                .sink("sink", word -> {});

        assertThat(TypeCodecs.of(builder.build()).faults())
                .extracting(TypeFault::operator, TypeFault::use, TypeFault::type)
                .containsExactly(
                        tuple("threads", "exchange", Threaded.class.getName()),
                        tuple("remember", "state thread", "java.lang.Thread"));
    }

    @Test
    void shouldLetTypesBeWhatTheyAreInsideATask() {
        builder.source("words", Sources.of("a"))
                .map("threads", word -> new Threaded(word, null))
                .map("names", threaded -> threaded.name())
                .sink("sink", word -> {});

        assertThat(TypeCodecs.of(builder.build()).faults()).isEmpty();
    }

    @Test
    void shouldCollectAccumulatorsAndLateRecords() {
        OutputTag<String> late = OutputTag.of("late", String.class);
        builder.source("words", Sources.of("a"))
                .keyBy(word -> word)
                .window(WindowSpec.tumbling(Duration.ofSeconds(1)))
                .lateRecordsTo(late)
                .aggregate("sum", new SumUp())
                .sideOutput(late)
                .rebalance()
                .sink("sink", word -> {});

        TypeCodecs codecs = TypeCodecs.of(builder.build());

        assertThat(codecs.faults()).isEmpty();
        assertThat(codecs.reflected()).containsExactly(Sum.class.getName());
        assertThat(TypeUses.of(builder.build()))
                .contains(
                        new TypeUse("words", "exchange", TypeRef.of(String.class)),
                        new TypeUse("sum", "key", TypeRef.of(String.class)),
                        new TypeUse("sum", "accumulator", TypeRef.of(Sum.class)),
                        new TypeUse("sum", "side output late", TypeRef.of(String.class)));
    }

    @Test
    void shouldSayTheWholeFaultInALine() {
        builder.source("words", Sources.of("a"))
                .keyBy(word -> word)
                .process("remember", new Remember(), StateHandle.value("nested", Nested.class))
                .sink("sink", word -> {});

        assertThat(TypeCodecs.of(builder.build()).faults())
                .singleElement()
                .hasToString("remember: type of the state"
                        + " nested cannot be kept or sent: type=" + HERE + "Nested, reason=component threads of " + HERE
                        + "Nested: element of java.util.List<" + HERE + "Threaded>: component thread of " + HERE
                        + "Threaded: java.lang.Thread is a class of the JDK that no codec is known for;"
                        + " use a record, or " + SERIALIZER);
    }

    // ---- which types

    @Test
    void shouldSayWhatIsWrongWithATypeAndWhatToDo() {
        String recordOrSerializer = "; use a record, or " + SERIALIZER;
        String nameTypes = "; name every type argument, or " + SERIALIZER;
        Runnable lambda = () -> {};
        refuse(Thread.class, "java.lang.Thread is a class of the JDK that no codec is known for" + recordOrSerializer);
        refuse(Socket.class, "java.net.Socket is a class of the JDK");
        refuse(InputStream.class, "java.io.InputStream is a class of the JDK");
        refuse(Runnable.class, "java.lang.Runnable is a class of the JDK");
        refuse(lambda.getClass(), " is code: a lambda, or a class made at run time" + recordOrSerializer);
        refuse(new Open() {}.getClass(), " is an inner class, which holds the object around it");
        refuse(Inner.class, HERE + "Inner is an inner class, which holds the object around it" + recordOrSerializer);
        refuse(Closeable.class, HERE + "Closeable can be closed, so it stands for something outside");
        refuse(
                Logging.class,
                "field log of " + HERE + "Logging: org.slf4j.Logger is an interface, and the classes of its values are"
                        + " not known; make it sealed, or " + SERIALIZER);
        refuse(Abstract.class, HERE + "Abstract is an abstract class, and the classes of its values are not known");
        refuse(Wild.class, "component numbers of " + HERE + "Wild: ? extends java.lang.Number is a wildcard");
        refuse(Wild.class, nameTypes);
        refuse(Raw.class, "component list of " + HERE + "Raw: java.util.List is not complete");
        refuse(Hiding.class, "field a of " + HERE + "Hiding hides another one; rename one of them");
        refuse(Failing.class, "java.lang.");
        refuse(new TypeRef<PriorityQueue<Uncomparable>>() {}, " implement Comparable, or " + SERIALIZER);
        refuse(new TypeRef<TreeSet<Uncomparable>>() {}, "a comparator cannot be kept");
        refuse(new TypeRef<Map<String, Open>>() {}, "value of java.util.Map<java.lang.String, " + HERE + "Open>: ");
    }

    private void refuse(Class<?> type, String message) {
        refuse(TypeRef.of(type), message);
    }

    private void refuse(TypeRef<?> type, String message) {
        TypeCodecs codecs = Bytes.codecs();
        assertThatExceptionOfType(CodecException.class)
                .as(type.toString())
                .isThrownBy(() -> codecs.codec(type))
                .withMessageStartingWith("Type cannot be kept or sent: type=" + type + ", reason=")
                .withMessageContaining(message);
        // Nothing half done is left behind.
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> codecs.codec(type));
    }
}
