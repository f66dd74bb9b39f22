package io.millrace.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.function.Emitter;
import io.millrace.function.FilterFunction;
import io.millrace.function.FlatMapFunction;
import io.millrace.function.KeyFunction;
import io.millrace.function.LongFunction;
import io.millrace.function.MapFunction;
import io.millrace.function.SinkFunction;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;
import io.millrace.source.Source;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class FunctionTypesTest {

    private static final TypeRef<String> STRING = TypeRef.of(String.class);
    private static final TypeRef<Integer> INTEGER = TypeRef.of(Integer.class);

    // ---- lambdas and method references

    @Test
    void shouldReadALambda() {
        MapFunction<String, Integer> length = word -> word.length();

        assertThat(FunctionTypes.argument(length, 0)).isEqualTo(STRING);
        assertThat(FunctionTypes.result(length)).isEqualTo(INTEGER);
    }

    @Test
    void shouldReadALambdaThatCapturesWhatCannotBeSerialized() {
        ReentrantLock lock = new ReentrantLock();
        Object monitor = new Object();
        KeyFunction<String, Integer> key = word -> lock.getHoldCount() + monitor.hashCode() + word.length();

        assertThat(FunctionTypes.argument(key, 0)).isEqualTo(STRING);
        assertThat(FunctionTypes.result(key)).isEqualTo(INTEGER);
    }

    @Test
    void shouldReadAMethodReference() {
        MapFunction<String, Integer> unbound = String::length;
        MapFunction<String, Boolean> bound = new ArrayList<String>()::contains;

        assertThat(FunctionTypes.argument(unbound, 0)).isEqualTo(STRING);
        assertThat(FunctionTypes.result(unbound)).isEqualTo(INTEGER);
        assertThat(FunctionTypes.argument(bound, 0)).isEqualTo(STRING);
        assertThat(FunctionTypes.result(bound)).isEqualTo(TypeRef.of(Boolean.class));
    }

    @Test
    void shouldReadAConstructorReference() {
        MapFunction<String, StringBuilder> builder = StringBuilder::new;
        MapFunction<Integer, String[]> array = String[]::new;

        assertThat(FunctionTypes.argument(builder, 0)).isEqualTo(STRING);
        assertThat(FunctionTypes.result(builder)).isEqualTo(TypeRef.of(StringBuilder.class));
        assertThat(FunctionTypes.result(array)).isEqualTo(TypeRef.of(String[].class));
    }

    @Test
    void shouldReadTheGenericResultOfANamedMethod() {
        MapFunction<String, List<String>> words = FunctionTypesTest::words;
        MapFunction<Table, Map<String, List<Integer>>> index = Table::index;

        assertThat(FunctionTypes.result(words)).isEqualTo(new TypeRef<List<String>>() {});
        assertThat(FunctionTypes.result(index)).isEqualTo(new TypeRef<Map<String, List<Integer>>>() {});
    }

    @Test
    void shouldNotGuessAGenericResult() {
        MapFunction<String, List<String>> lambda = word -> List.of(word);
        MapFunction<String, List<String>> variable = List::of;
        MapFunction<String, Collection<?>> wildcard = FunctionTypesTest::anything;
        MapFunction<String, List<String>> constructor = word -> new ArrayList<>();
        MapFunction<String, Object> object = word -> word;

        assertThat(FunctionTypes.result(lambda)).isNull();
        assertThat(FunctionTypes.result(variable)).isNull();
        assertThat(FunctionTypes.result(wildcard)).isNull();
        assertThat(FunctionTypes.result(constructor)).isNull();
        assertThat(FunctionTypes.result(object)).isNull();
    }

    @Test
    void shouldNotGuessAGenericArgument() {
        MapFunction<List<String>, Integer> size = List::size;

        assertThat(FunctionTypes.argument(size, 0)).isNull();
    }

    @Test
    void shouldBoxPrimitiveResults() {
        LongFunction<String> length = String::length;

        assertThat(FunctionTypes.result(length)).isEqualTo(TypeRef.of(Long.class));
    }

    @Test
    void shouldKnowNoResultOfAFunctionThatYieldsNothing() {
        SinkFunction<String> sink = word -> {};

        assertThat(FunctionTypes.argument(sink, 0)).isEqualTo(STRING);
        assertThat(FunctionTypes.argument(sink, 1)).isNull();
        assertThat(FunctionTypes.result(sink)).isNull();
    }

    @Test
    void shouldReadWhatANamedMethodEmits() {
        FlatMapFunction<String, List<Integer>> named = FunctionTypesTest::lengths;
        FlatMapFunction<String, Integer> lambda = (word, out) -> out.emit(word.length());

        assertThat(FunctionTypes.typeArgumentOfParameter(named, Emitter.class, 0))
                .isEqualTo(new TypeRef<List<Integer>>() {});
        assertThat(FunctionTypes.typeArgumentOfParameter(lambda, Emitter.class, 0))
                .isNull();
        assertThat(FunctionTypes.typeArgumentOfParameter(new Lengths(), Emitter.class, 0))
                .isNull();
    }

    // ---- classes

    @Test
    void shouldReadAnAnonymousClass() {
        MapFunction<String, List<Integer>> function = new MapFunction<>() {
            @Override
            public List<Integer> apply(String word) {
                return List.of(word.length());
            }
        };

        assertThat(FunctionTypes.argument(function, 0)).isEqualTo(STRING);
        assertThat(FunctionTypes.result(function)).isEqualTo(new TypeRef<List<Integer>>() {});
    }

    @Test
    void shouldReadANamedClass() {
        assertThat(FunctionTypes.argument(new Lengths(), 0)).isEqualTo(STRING);
        assertThat(FunctionTypes.result(new Lengths())).isNull();
        assertThat(FunctionTypes.typeArgument(new Lengths(), FlatMapFunction.class, 1))
                .isEqualTo(INTEGER);
    }

    @Test
    void shouldReadAClassThroughItsGenericSuperclasses() {
        NamedParser parser = new NamedParser();

        assertThat(FunctionTypes.argument(parser, 0)).isEqualTo(STRING);
        assertThat(FunctionTypes.result(parser)).isEqualTo(new TypeRef<List<Integer>>() {});
        assertThat(FunctionTypes.typeArgument(parser, MapFunction.class, 1)).isEqualTo(new TypeRef<List<Integer>>() {});
    }

    @Test
    void shouldReadAFunctionInterfaceOfTheUsersOwn() {
        NonEmpty function = new NonEmpty() {};

        assertThat(FunctionTypes.argument(function, 0)).isEqualTo(STRING);
        assertThat(FunctionTypes.result(function)).isEqualTo(TypeRef.of(Boolean.class));
    }

    @Test
    void shouldReadAClassWithSeveralMethods() {
        KeyedProcess<String, Integer, Long> process = new KeyedProcess<>() {
            @Override
            public void onRecord(Integer value, KeyedContext<String> context, Emitter<Long> out) {}

            @Override
            public void onTimer(long timestampMillis, KeyedContext<String> context, Emitter<Long> out) {}
        };

        assertThat(FunctionTypes.argument(process, 0)).isEqualTo(INTEGER);
        assertThat(FunctionTypes.typeArgument(process, KeyedProcess.class, 0)).isEqualTo(STRING);
        assertThat(FunctionTypes.typeArgument(process, KeyedProcess.class, 2)).isEqualTo(TypeRef.of(Long.class));
    }

    @Test
    void shouldNotGuessARawClass() {
        Object raw = Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MapFunction.class}, (proxy, method, arguments) -> null);

        assertThat(FunctionTypes.argument((MapFunction<?, ?>) raw, 0)).isNull();
        assertThat(FunctionTypes.result((MapFunction<?, ?>) raw)).isNull();
        assertThat(FunctionTypes.typeArgument(raw, MapFunction.class, 0)).isNull();
    }

    @Test
    void shouldNotGuessAnOpenTypeVariable() {
        assertThat(FunctionTypes.result(new Parser<String, Integer>())).isNull();
    }

    @Test
    void shouldKnowNothingOfAClassThatIsNoFunction() {
        assertThat(FunctionTypes.argument("text", 0)).isNull();
        assertThat(FunctionTypes.result("text")).isNull();
        assertThat(FunctionTypes.typeArgument("text", MapFunction.class, 0)).isNull();
    }

    @Test
    void shouldReadTheTypeOfASource() {
        assertThat(new Numbers().type()).isEqualTo(INTEGER);
    }

    // ---- where the code lives

    @Test
    void shouldLocateTheCodeOfALambda() throws Exception {
        MapFunction<String, Integer> failing = word -> {
            throw new IllegalStateException(word);
        };

        assertThat(frameOf(failing))
                .satisfies(frame ->
                        assertThat(FunctionTypes.location(failing).holds(frame)).isTrue());
        MapFunction<String, Integer> other = word -> word.length();
        assertThat(FunctionTypes.location(other).holds(frameOf(failing))).isFalse();
    }

    @Test
    void shouldLocateTheCodeOfAMethodReference() throws Exception {
        MapFunction<String, Integer> failing = FunctionTypesTest::failing;

        assertThat(FunctionTypes.location(failing))
                .isEqualTo(new FunctionTypes.CodeLocation(FunctionTypesTest.class.getName(), "failing"));
        assertThat(FunctionTypes.location(failing).holds(frameOf(failing))).isTrue();
    }

    @Test
    void shouldLocateTheCodeOfAClass() {
        assertThat(FunctionTypes.location(new Lengths()))
                .isEqualTo(new FunctionTypes.CodeLocation(Lengths.class.getName(), null));
    }

    private static StackTraceElement frameOf(MapFunction<String, Integer> failing) throws Exception {
        try {
            failing.apply("boom");
            throw new AssertionError("function did not fail");
        } catch (IllegalStateException e) {
            return e.getStackTrace()[0];
        }
    }

    private static int failing(String word) {
        throw new IllegalStateException(word);
    }

    private static List<String> words(String line) {
        return List.of(line.split(" "));
    }

    private static Collection<?> anything(String line) {
        return List.of(line);
    }

    private static void lengths(String line, Emitter<List<Integer>> out) {
        out.emit(List.of(line.length()));
    }

    private record Table(Map<String, List<Integer>> index) {}

    private static final class Lengths implements FlatMapFunction<String, Integer> {
        @Override
        public void apply(String word, Emitter<Integer> out) {
            out.emit(word.length());
        }
    }

    private static class Parser<A, B> implements MapFunction<B, A> {
        @Override
        public A apply(B value) {
            throw new UnsupportedOperationException("never called");
        }
    }

    private static class ListParser<E> extends Parser<E, String> {}

    private static final class NamedParser extends ListParser<List<Integer>> {}

    private interface NonEmpty extends FilterFunction<String> {
        @Override
        default boolean test(String value) {
            return !value.isEmpty();
        }
    }

    private static final class Numbers implements Source<Integer> {
        @Override
        public List<String> splits() {
            return List.of();
        }

        @Override
        public SplitReader<Integer> open(String split, SplitContext context) {
            return out -> SplitReader.Progress.END;
        }
    }
}
