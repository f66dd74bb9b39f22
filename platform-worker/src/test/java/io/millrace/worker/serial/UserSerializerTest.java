package io.millrace.worker.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.esotericsoftware.kryo.io.Input;
import io.millrace.source.Sources;
import io.millrace.stream.TopologyBuilder;
import io.millrace.type.TypeRef;
import io.millrace.type.ValueReader;
import io.millrace.type.ValueSerializer;
import io.millrace.type.ValueWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserSerializerTest {

    private static final TypeRef<Money> MONEY = TypeRef.of(Money.class);
    private static final TypeRef<List<Money>> WALLET = new TypeRef<>() {};

    /** A record, which would have a codec of its own. */
    record Money(String currency, long cents) {}

    record Sale(Money price, int count) {}

    record SaleWithoutPrice(int count) {}

    /** Writes more than a codec of the record would, from version 2 on the currency. */
    private static class MoneySerializer implements ValueSerializer<Money> {
        private final int version;

        MoneySerializer(int version) {
            this.version = version;
        }

        @Override
        public int version() {
            return version;
        }

        @Override
        public void write(Money value, ValueWriter out) {
            out.writeLong(value.cents());
            if (version > 1) {
                out.writeString(value.currency());
            }
            out.writeBoolean(true);
            out.writeByte((byte) 1);
            out.writeInt(2);
            out.writeDouble(3);
            out.writeBytes(new byte[] {4});
        }

        @Override
        public Money read(ValueReader in, int writtenVersion) {
            long cents = in.readLong();
            Money money = new Money(writtenVersion > 1 ? in.readString() : "EUR", cents);
            assertThat(in.readBoolean()).isTrue();
            assertThat(in.readByte()).isEqualTo((byte) 1);
            assertThat(in.readInt()).isEqualTo(2);
            assertThat(in.readDouble()).isEqualTo(3);
            assertThat(in.readBytes()).containsExactly(4);
            return money;
        }
    }

    private static <T> TypeCodecs codecs(TypeRef<T> type, ValueSerializer<T> serializer) {
        TopologyBuilder builder = TopologyBuilder.named("test").serializer(type, serializer);
        builder.source("words", Sources.of("a")).sink("sink", word -> {});
        return TypeCodecs.of(builder.build());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 127, 128, 129, 20_000})
    void shouldWinOverTheCodecOfTheType(int length) {
        TypeCodecs codecs = codecs(MONEY, new MoneySerializer(2));
        Sale sale = new Sale(new Money("x".repeat(length), 5), 3);

        Codec<Sale> codec = codecs.codec(TypeRef.of(Sale.class));

        assertThat(codec.schema())
                .isEqualTo(Sale.class.getName() + "{price:custom \"" + Money.class.getName() + "\"@2?,count:int}");
        assertThat(Bytes.bothWays(codec, sale)).isEqualTo(sale);
        assertThat(Bytes.bothWays(codec, new Sale(null, 1))).isEqualTo(new Sale(null, 1));
    }

    @Test
    void shouldBeThatOfExactlyTheGenericType() {
        TypeCodecs codecs = codecs(WALLET, new ValueSerializer<>() {
            @Override
            public void write(List<Money> value, ValueWriter out) {
                out.writeInt(value.size());
            }

            @Override
            public List<Money> read(ValueReader in, int version) {
                return Arrays.asList(new Money[in.readInt()]);
            }
        });

        assertThat(codecs.codec(WALLET).schema()).isEqualTo("custom \"" + WALLET + "\"@1");
        assertThat(codecs.codec(new TypeRef<List<String>>() {}).schema()).isEqualTo("list<string>");
        assertThat(Bytes.bothWays(codecs.codec(WALLET), List.of(new Money("a", 1))))
                .hasSize(1);
    }

    @Test
    void shouldReadItsEarlierVersion() throws Exception {
        Codec<Money> first = codecs(MONEY, new MoneySerializer(1)).codec(MONEY);
        Codec<Money> second = codecs(MONEY, new MoneySerializer(2)).codec(MONEY);

        Money read = Bytes.decode(second.reading(first.schema()), Bytes.encode(first, new Money("USD", 7)));

        assertThat(read).isEqualTo(new Money("EUR", 7));
        assertThatExceptionOfType(IncompatibleSchemaException.class)
                .isThrownBy(() -> first.reading(second.schema()))
                .withMessageContaining("written=custom \"" + Money.class.getName() + "\"@2, present=custom ");
    }

    @Test
    void shouldBeSkippedWithoutTheSerializer() throws Exception {
        Codec<Sale> written = codecs(MONEY, new MoneySerializer(1)).codec(TypeRef.of(Sale.class));
        Codec<SaleWithoutPrice> present = Bytes.codec(SaleWithoutPrice.class);

        Codec<SaleWithoutPrice> reader = present.reading(
                written.schema().replace(Sale.class.getName() + "{", SaleWithoutPrice.class.getName() + "{"));

        assertThat(Bytes.decode(reader, Bytes.encode(written, new Sale(new Money("a", 1), 9))))
                .isEqualTo(new SaleWithoutPrice(9));
    }

    @Test
    void shouldBeToldWhenItReadsLessThanItWrote() {
        Codec<Money> codec = codecs(MONEY, new MoneySerializer(1) {
                    @Override
                    public Money read(ValueReader in, int version) {
                        return new Money("EUR", in.readLong());
                    }
                })
                .codec(MONEY);

        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> Bytes.bothWays(codec, new Money("a", 1)))
                .withMessageContaining("Serializer has not read what it wrote: type=" + Money.class.getName())
                .withMessageContaining("writtenBytes=14, readBytes=1");
    }

    @Test
    void shouldNotReadBeyondItsValue() {
        Codec<List<Money>> codec = codecs(MONEY, new MoneySerializer(1) {
                    @Override
                    public Money read(ValueReader in, int version) {
                        super.read(in, version);
                        in.readString();
                        return new Money("EUR", 1);
                    }
                })
                .codec(WALLET);
        byte[] bytes = Bytes.encode(codec, List.of(new Money("a", 1), new Money("b", 2)));
        Input in = new Input(bytes);

        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> codec.decode(in))
                .withCauseInstanceOf(IllegalStateException.class)
                .withMessageContaining("Value cannot be read: type=" + Money.class.getName() + ", expected=string");
        assertThat(in.limit()).isEqualTo(bytes.length);
    }
}
