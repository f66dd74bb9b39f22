package io.millrace.master.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millrace.cluster.MemberInfo;
import io.millrace.cluster.MemberInfo.Role;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberInfoCodecTest {

    private static final String GOLDEN =
            "{\"format\":1,\"member\":{\"name\":\"böse:1\",\"version\":\"1\",\"host\":\"h\","
                    + "\"port\":7077,\"incarnation\":-9223372036854775808,\"roles\":[\"WORKER\"],\"slots\":4,"
                    + "\"labels\":[\"a\",\"b\"],\"topologies\":{\"words\":\"abc\"},\"consoleUrl\":\"\"}}";

    private static final MemberInfo INFO = new MemberInfo(
            "böse:1",
            "1",
            "h",
            7077,
            Long.MIN_VALUE,
            Set.of(Role.WORKER),
            4,
            Set.of("b", "a"),
            Map.of("words", "abc"),
            "");

    @Test
    void shouldWriteTheSameBytesAsEver() {
        assertThat(new String(MemberInfoCodec.encode(INFO), StandardCharsets.UTF_8))
                .isEqualTo(GOLDEN);
        assertThat(decode(GOLDEN)).isEqualTo(INFO);
    }

    @Test
    void shouldReadWhatItHasWritten() {
        MemberInfo info = TestMember.info("name", Role.MASTER, Role.WORKER);
        assertThat(MemberInfoCodec.decode(1, MemberInfoCodec.encode(info))).contains(info);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "7",
                "[]",
                "{}",
                "{\"format\":1}",
                "{\"format\":1,\"member\":null}",
                "{\"format\":1,\"member\":{}}",
                "{\"format\":1,\"member\":[]}",
                "\u0000\u0001\u0002"
            })
    void shouldSkipWhatIsDamaged(String text) {
        assertThat(decode(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"format\":1->\"format\":2",
                "\"format\":1->\"format\":\"1\"",
                "\"format\":1->\"format\":1,\"format\":1",
                "\"port\":7077->\"port\":70770",
                "\"port\":7077->\"port\":\"7077\"",
                "\"port\":7077->\"port\":7077.5",
                "\"port\":7077->\"port\":null",
                "\"port\":7077,->",
                "\"slots\":4->\"slots\":-1",
                "\"slots\":4->\"slots\":4,\"more\":1",
                "\"WORKER\"->\"KING\"",
                "\"WORKER\"->1",
                "\"host\":\"h\"->\"host\":null",
                "\"host\":\"h\"->\"host\":7",
                "\"a\",->null,",
                "\"abc\"->null",
                "\"abc\"->[[[[[[[[[[[[]]]]]]]]]]]]",
                "\"\"}}->\"\"}",
                "\"\"}}->\"\"}}}",
                "\"\"}}->\"\"},\"more\":1}"
            })
    void shouldSkipWhatIsNotQuiteRight(String change) {
        String[] parts = change.split("->", -1);
        assertThat(GOLDEN).contains(parts[0]);
        assertThat(decode(GOLDEN.replace(parts[0], parts[1]))).as(change).isNull();
    }

    @Test
    void shouldSkipEveryCutOfIt() {
        for (int i = 0; i < GOLDEN.length(); i++) {
            assertThat(decode(GOLDEN.substring(0, i))).as("length %d", i).isNull();
        }
    }

    @Test
    void shouldSkipWhatIsTooLong() {
        assertThat(decode(GOLDEN + " ".repeat(MemberInfoCodec.MAX_BYTES))).isNull();
        assertThat(MemberInfoCodec.decode(1, new byte[16 << 20])).isEmpty();
    }

    @Test
    void shouldNotWriteWhatNobodyWouldRead() {
        Set<String> labels = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            labels.add(i + "x".repeat(500));
        }
        MemberInfo info = new MemberInfo("n", "1", "h", 1, 1, Set.of(), 0, labels, Map.of(), "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemberInfoCodec.encode(info))
                .withMessageContaining("maxLength=" + MemberInfoCodec.MAX_BYTES);
    }

    private static MemberInfo decode(String text) {
        return MemberInfoCodec.decode(1, text.getBytes(StandardCharsets.UTF_8)).orElse(null);
    }
}
