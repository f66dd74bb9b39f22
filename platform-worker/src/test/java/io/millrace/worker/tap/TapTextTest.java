package io.millrace.worker.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TapTextTest {

    private final TapText shapes = new TapText(new TapSettings(TapContent.SHAPE, 60));
    private final TapText wholes = new TapText(new TapSettings(TapContent.WHOLE, 20));

    @Test
    void shouldShowWhatARecordLooksLike() {
        assertThat(shapes.of(new Order("Zoë-17", 12.5, new Place("Köln", null), List.of("a1"))))
                .isEqualTo("Order[customer=xxx-99, total=99.9, place=Place[town=xxxx, st…");
        assertThat(shapes.of("bob@example.org")).isEqualTo("xxx@xxxxxxx.xxx");
        assertThat(shapes.of(-1_234L)).isEqualTo("-9999");
    }

    /** Keys of maps may be names of people. */
    @Test
    void shouldMaskNamesThatNoClassGives() {
        assertThat(shapes.of(Map.of("alice", 5))).isEqualTo("{xxxxx=9}");
        assertThat(shapes.of("Order[customer=bob]")).isEqualTo("xxxxx[xxxxxxxx=xxx]");
    }

    @Test
    void shouldMaskWhatLooksLikeNoLetter() {
        assertThat(shapes.of("☎ 東京 १२\n")).isEqualTo("? xx 99\n");
    }

    @Test
    void shouldShowAllUpToItsLength() {
        assertThat(wholes.of("12345678901234567890")).isEqualTo("12345678901234567890");
        assertThat(wholes.of("123456789012345678901")).isEqualTo("12345678901234567890…");
        assertThat(wholes.of("1234567890123456789\uD83D\uDE00x"))
                .as("no half characters")
                .isEqualTo("1234567890123456789…");
    }

    @Test
    void shouldSurviveCodeThatThrows() {
        assertThat(wholes.of(new Failing())).isEqualTo("?");
        assertThat(shapes.of(new Failing())).isEqualTo("?");
        assertThat(shapes.of(new FailingRecord(1))).isEqualTo("FailingRecord[secret=?]");
    }

    /** A record that holds itself would have no end. */
    @Test
    void shouldNotGoDownForGood() {
        Nested deep = new Nested(null);
        for (int i = 0; i < 100; i++) {
            deep = new Nested(deep);
        }

        assertThat(new TapText(new TapSettings(TapContent.SHAPE, 60)).of(deep))
                .startsWith("Nested[inner=Nested[inner=Nested[inner=Nested[inner=xxxxxx[");
    }

    private record Order(String customer, double total, Place place, List<String> items) {}

    private record Place(String town, @Nullable String street) {}

    private record Nested(@Nullable Nested inner) {}

    private record FailingRecord(int secret) {

        @Override
        public int secret() {
            throw new IllegalStateException("secret 4711");
        }
    }

    private static final class Failing {

        @Override
        public String toString() {
            throw new IllegalStateException("secret 4711");
        }
    }
}
