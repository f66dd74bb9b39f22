package io.millrace.worker.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.type.TypeRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code Old} and {@code New} stand for two versions of one type: a schema of the one is read as one of the other. */
class CodecEvolutionTest {

    private final TypeCodecs codecs = Bytes.codecs();

    static final class Old {
        record Item(String name, int count, float weight, Extra gone, Color color) {}

        record Extra(List<Map<String, Long>> values, Extra next, Shape shape, long[] numbers, Optional<String> text) {}

        enum Color {
            RED,
            GREEN,
            BLUE
        }

        sealed interface Shape {}

        record Circle(int radius) implements Shape {}

        record Square(int side) implements Shape {}

        record Box(Map<String, List<Item>> items, Optional<Item> first, Item[] array, Shape shape, Node node) {}

        record Node(int value, Node next) {}

        record Boxed(Integer count) {}

        record Nothing() {}

        static final class Plain {
            int count = 1;
            String gone = "gone";
        }
    }

    static final class New {
        record Item(
                boolean isNew,
                Color color,
                long count,
                double weight,
                String name,
                Long boxed,
                Optional<String> note,
                int number,
                List<String> list) {}

        enum Color {
            BLACK,
            GREEN,
            RED
        }

        sealed interface Shape {}

        record Circle(long radius) implements Shape {}

        record Square(int side) implements Shape {}

        record Another(int a) implements Shape {}

        record Box(Map<String, List<Item>> items, Optional<Item> first, Item[] array, Shape shape, Node node) {}

        record Node(long value, Node next, String added) {}

        record Boxed(int count) {}

        record Nothing(String some) {}

        static final class Plain {
            long count;
            String added = "added";
        }
    }

    private static final Old.Extra EXTRA = new Old.Extra(
            List.of(Map.of("a", 1L)),
            new Old.Extra(List.of(), null, new Old.Square(1), new long[] {1, 2}, Optional.of("x")),
            new Old.Circle(1),
            null,
            Optional.empty());

    private static Old.Item item(String name, Old.Color color) {
        return new Old.Item(name, -7, 1.5f, EXTRA, color);
    }

    private static New.Item expected(String name, New.Color color) {
        return new New.Item(false, color, -7L, 1.5, name, null, Optional.empty(), 0, null);
    }

    private <N> Codec<N> reader(Class<?> oldType, Class<N> newType) throws IncompatibleSchemaException {
        String written = codecs.codec(TypeRef.of(oldType)).schema().replace("$Old$", "$New$");
        return codecs.codec(TypeRef.of(newType)).reading(written);
    }

    private <O, N> N carry(O value, Class<N> newType) throws IncompatibleSchemaException {
        @SuppressWarnings("unchecked")
        Class<O> oldType = (Class<O>) value.getClass();
        return Bytes.decode(reader(oldType, newType), Bytes.encode(codecs.codec(TypeRef.of(oldType)), value));
    }

    @Test
    void shouldTakeItselfForTheSameSchema() throws Exception {
        Codec<New.Box> codec = codecs.codec(TypeRef.of(New.Box.class));

        assertThat(codec.reading(codec.schema())).isSameAs(codec);
    }

    @Test
    void shouldCarryARecordOver() throws Exception {
        assertThat(carry(item("a", Old.Color.GREEN), New.Item.class)).isEqualTo(expected("a", New.Color.GREEN));
    }

    @Test
    void shouldCarryOverInAnyDepth() throws Exception {
        Old.Item red = item("r", Old.Color.RED);
        New.Box box = carry(
                new Old.Box(
                        Map.of("k", List.of(red, red)),
                        Optional.of(red),
                        new Old.Item[] {null, red},
                        new Old.Circle(3),
                        new Old.Node(1, new Old.Node(2, null))),
                New.Box.class);

        New.Item expected = expected("r", New.Color.RED);
        assertThat(box.items()).isEqualTo(Map.of("k", List.of(expected, expected)));
        assertThat(box.first()).contains(expected);
        assertThat(box.array()).containsExactly(null, expected);
        assertThat(box.shape()).isEqualTo(new New.Circle(3));
        assertThat(box.node()).isEqualTo(new New.Node(1, new New.Node(2, null, null), null));
    }

    @Test
    void shouldCarryPlainClassesOver() throws Exception {
        New.Plain plain = carry(new Old.Plain(), New.Plain.class);

        assertThat(plain.count).isEqualTo(1);
        assertThat(plain.added).isEqualTo("added");
    }

    @Test
    void shouldReadARecordThatHadNoFields() throws Exception {
        assertThat(carry(new Old.Nothing(), New.Nothing.class)).isEqualTo(new New.Nothing(null));
    }

    @Test
    void shouldTellAConstantThatIsGoneWhenItComes() throws Exception {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> carry(item("a", Old.Color.BLUE), New.Item.class))
                .withMessage("Constant exists no more: enum=" + New.Color.class.getName()
                        + ", constant=BLUE; keep the constant as long as state may hold it");
    }

    @Test
    void shouldOnlyReadAnEarlierVersion() throws Exception {
        Codec<New.Nothing> codec = reader(Old.Nothing.class, New.Nothing.class);

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> Bytes.encode(codec, new New.Nothing("a")))
                .withMessageStartingWith("Codec reads an earlier version only: type=" + New.Nothing.class.getName());
        assertThat(codec.reading(codec.schema())).isSameAs(codec);
    }

    // ---- what cannot be carried over

    @Test
    void shouldRefuseNullsForAPrimitive() {
        assertThatExceptionOfType(IncompatibleSchemaException.class)
                .isThrownBy(() -> reader(Old.Boxed.class, New.Boxed.class))
                .withMessage("Written values may be null and the present ones may not: type="
                        + New.Boxed.class.getName() + ", field=count, written=int?, present=int;"
                        + " declare the field with the class that boxes the type");
    }

    @Test
    void shouldNameTypeAndFieldOfWhatDoesNotFit() {
        String written = codecs.codec(TypeRef.of(New.Box.class)).schema();

        refuse(written.replace("name:string?", "name:long?"), "field=items.name, written=long, present=string");
        refuse(written.replace("count:long", "count:int?"), "field=items.count, written=int?, present=");
        refuse(written.replace("count:long", "count:double"), "field=items.count, written=double, present=long");
        refuse(written.replace("map<string", "map<long"), "field=items, written=long, present=string");
        refuse(written.replace("items:map<", "items:sortedmap<"), "field=items, written=sortedmap<");
        refuse(written.replace("first:optional<#1>?", "first:#1?"), "field=first, written=");
        refuse(written.replace("$Another", "$Removed"), "field=shape, written=" + New.class.getName() + "$Removed{");
        refuse("string", "field=, written=string, present=" + New.Box.class.getName());
    }

    private void refuse(String written, String message) {
        assertThat(written).isNotEqualTo(codecs.codec(TypeRef.of(New.Box.class)).schema());
        assertThatExceptionOfType(IncompatibleSchemaException.class)
                .isThrownBy(() -> codecs.codec(TypeRef.of(New.Box.class)).reading(written))
                .withMessageContaining("type=" + New.Box.class.getName())
                .withMessageContaining(message);
    }
}
