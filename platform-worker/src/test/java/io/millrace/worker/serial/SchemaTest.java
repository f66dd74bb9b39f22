package io.millrace.worker.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.esotericsoftware.kryo.io.Output;
import io.millrace.aggregate.Aggregates;
import io.millrace.type.TypeRef;
import io.millrace.window.WindowResult;
import io.millrace.worker.window.Partial;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts and bytes that files and peers hold: what fails here would lose state. */
class SchemaTest {

    private static final String HERE = SchemaTest.class.getName() + "$";

    private final TypeCodecs codecs = Bytes.codecs();

    record Order(String id, long amount, Optional<Instant> paid, Map<String, int[]> counts, State state) {}

    enum State {
        OPEN,
        PAID
    }

    sealed interface Expression permits Sum, Number {}

    record Sum(Expression left, Expression right) implements Expression {}

    record Number(double value) implements Expression {}

    private String schema(TypeRef<?> type) {
        return codecs.codec(type).schema().replace(HERE, "");
    }

    @Test
    void shouldDescribeARecord() {
        assertThat(schema(TypeRef.of(Order.class)))
                .isEqualTo("Order{id:string?,amount:long,paid:optional<instant>?,counts:map<string,int[]>?,"
                        + "state:enum State{OPEN,PAID}?}");
    }

    @Test
    void shouldReferToWhatWasDescribedBefore() {
        assertThat(schema(TypeRef.of(Expression.class)))
                .isEqualTo("sealed Expression{Number{value:double},Sum{left:#0?,right:#0?}}");
        assertThat(schema(TypeRef.of(Sum.class)))
                .isEqualTo("Sum{left:sealed Expression{Number{value:double},#0}?,right:#1?}");
        assertThat(schema(new TypeRef<Map<State, State>>() {})).isEqualTo("map<enum State{OPEN,PAID},#0>");
    }

    @Test
    void shouldDescribeWhatTheEngineKeeps() {
        assertThat(schema(new TypeRef<WindowResult<String, Long>>() {}))
                .isEqualTo("io.millrace.window.WindowResult{key:string?,"
                        + "window:io.millrace.window.Window{startMillis:long,endMillis:long}?,value:long?,"
                        + "firing:enum io.millrace.window.Firing{EARLY,ON_TIME,LATE}?,index:int}");
        assertThat(accumulator(Aggregates.count().accumulatorType(null)))
                .isEqualTo("io.millrace.aggregate.LongAccumulator{value:long}");
        assertThat(accumulator(Aggregates.average(value -> 1).accumulatorType(null)))
                .isEqualTo("io.millrace.aggregate.DoubleAccumulator{compensation:double,count:long,sum:double}");
        assertThat(accumulator(
                        Aggregates.<String>min(Comparator.naturalOrder()).accumulatorType(TypeRef.of(String.class))))
                .isEqualTo("io.millrace.aggregate.Reduction{value:string?}");
        assertThat(accumulator(Aggregates.<String>topN(3, Comparator.naturalOrder())
                        .accumulatorType(TypeRef.of(String.class))))
                .isEqualTo("io.millrace.aggregate.TopN$Accumulator{smallestFirst:list<string>?}");
        assertThat(accumulator(Aggregates.count().accumulatorType(null), Partial.class))
                .isEqualTo("io.millrace.worker.window.Partial{"
                        + "accumulator:io.millrace.aggregate.LongAccumulator{value:long}?,records:int}");
        assertThat(codecs.reflected()).isEmpty();
    }

    private String accumulator(TypeRef<?> type) {
        return schema(type);
    }

    private String accumulator(TypeRef<?> type, Class<?> around) {
        return schema(TypeRef.parameterized(around, type));
    }

    @Test
    void shouldWriteTheBytesThatTheSchemaSays() {
        assertThat(hex(TypeRef.of(String.class), "ab")).isEqualTo("046162");
        assertThat(hex(TypeRef.of(String.class), "\u0416")).isEqualTo("031604");
        assertThat(hex(TypeRef.of(Long.class), -1L)).isEqualTo("01");
        assertThat(hex(new TypeRef<List<String>>() {}, List.of("a"))).isEqualTo("020261");
        assertThat(hex(new TypeRef<List<Long>>() {}, Arrays.asList(1L, null))).isEqualTo("05010200");
        assertThat(hex(TypeRef.of(Expression.class), new Sum(null, new Number(1))))
                .isEqualTo("01000100000000000000f03f");
        assertThat(hex(TypeRef.of(Order.class), new Order(null, 1, Optional.empty(), null, State.PAID)))
                .isEqualTo("0002010000" + "0101");
    }

    private <T> String hex(TypeRef<T> type, T value) {
        Output out = new Output(16, -1);
        codecs.codec(type).encode(value, out);
        return HexFormat.of().formatHex(out.toBytes());
    }

    @Test
    void shouldReadItsOwnText() throws Exception {
        for (Class<?> type : List.of(Order.class, Expression.class, Sum.class, Everything.class)) {
            String text = codecs.codec(TypeRef.of(type)).schema();
            assertThat(SchemaParser.parse(text).text()).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "list<",
                "list<string",
                "list<string,long>",
                "heap<string>",
                "A{",
                "A{a}",
                "A{a:}",
                "A{a:string",
                "A{a:string,}",
                "#0",
                "A{a:#1}",
                "enum A{B",
                "custom \"A\"",
                "string string",
                "custom \"A\"@99999999999"
            })
    void shouldRefuseATextThatIsNone(String text) {
        assertThatExceptionOfType(IncompatibleSchemaException.class)
                .isThrownBy(() -> Bytes.codec(Order.class).reading(text))
                .withMessageContaining("Schema cannot be read: expected=");
    }

    @Test
    void shouldRefuseATextThatIsNestedWithoutEnd() {
        assertThatExceptionOfType(IncompatibleSchemaException.class)
                .isThrownBy(() -> Bytes.codec(Order.class).reading("list<".repeat(100_000)))
                .withMessageContaining("at most 200 levels");
    }
}
