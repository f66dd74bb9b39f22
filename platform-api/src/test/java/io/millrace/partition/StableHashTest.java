package io.millrace.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millrace.partition.StableKeys.Colour;
import io.millrace.partition.StableKeys.Fleet;
import io.millrace.partition.StableKeys.Node;
import io.millrace.type.TypeRef;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StableHashTest {

    /** These numbers decide which task owns the state of a key: they never change. */
    private static final int[] GOLDEN = {
        0,
        -1422533565,
        1432061487,
        0,
        142593372,
        0,
        1164980575,
        415870660,
        415870660,
        163803048,
        262886248,
        -878682501,
        212211137,
        1832674720,
        261281703,
        -31211840,
        -2080424223,
        -343435751,
        -161117730,
        -1974784771,
        2115908775,
        1704881912,
        -123441609,
        334944462,
        -1527451672,
        -993301526,
        -829474335,
        -2068002827,
        -2068002827,
        -1437948040,
        -2004194697,
        -1437948040,
        1781017212,
        -2082839024,
        1185617468,
        -1082923338,
        -1825208824,
        161836623,
        1953615846
    };

    @Test
    void shouldNeverChange() {
        assertThat(StableKeys.all().stream().mapToInt(StableHash::of).toArray()).containsExactly(GOLDEN);
    }

    @Test
    void shouldBeTheSameInEveryProcess() throws Exception {
        List<String> one = hashesOfAnotherJvm(1);
        List<String> other = hashesOfAnotherJvm(1000);

        assertThat(one.get(0))
                .as("identity hashes, which the test is to be proof against")
                .isNotEqualTo(other.get(0));
        assertThat(one.subList(1, one.size()))
                .isEqualTo(other.subList(1, other.size()))
                .isEqualTo(StableKeys.all().stream()
                        .map(key -> Integer.toString(StableHash.of(key)))
                        .toList());
    }

    @Test
    void shouldHashArraysByContent() {
        assertThat(StableHash.of(new int[] {1, 2})).isEqualTo(StableHash.of(new int[] {1, 2}));
        assertThat(StableHash.of(new int[][] {{1}, {2}})).isEqualTo(StableHash.of(new int[][] {{1}, {2}}));
        assertThat(StableHash.equal(new int[][] {{1}, {2}}, new int[][] {{1}, {2}}))
                .isTrue();
        assertThat(StableHash.equal(new int[] {1}, new int[] {2})).isFalse();
        assertThat(StableHash.equal(new int[] {1}, new long[] {1})).isFalse();
        assertThat(StableHash.equal("a", "a")).isTrue();
        assertThat(StableHash.equal("a", 1)).isFalse();
    }

    @Test
    void shouldSpreadNeighbours() {
        KeyGroups groups = new KeyGroups(16);
        int[] perGroup = new int[16];
        for (int key = 0; key < 16_000; key++) {
            perGroup[groups.groupOf(StableHash.of(key))]++;
        }

        assertThat(IntStream.of(perGroup)).allSatisfy(count -> assertThat(count).isBetween(850, 1150));
    }

    @Test
    void shouldRefuseAKeyWithoutAStableHash() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StableHash.of(new AtomicInteger(1)))
                .withMessage("Key has no stable hash: class=java.util.concurrent.atomic.AtomicInteger;"
                        + " use a string, number, UUID, enum or a record of these as key");
        assertThatIllegalArgumentException().isThrownBy(() -> StableHash.of(new Object[] {new Object()}));
    }

    @ParameterizedTest
    @MethodSource("stableTypes")
    void shouldAcceptATypeWithAStableHash(Type type) {
        assertThat(StableHash.fault(type)).isNull();
    }

    static Stream<Type> stableTypes() {
        return Stream.concat(
                StableKeys.all().stream().map(Object::getClass),
                Stream.of(Colour.class, int.class, Fleet[][].class, Node.class));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {Object.class, Date.class, StringBuilder.class, Enum.class, Number.class, Record.class, List.class
            })
    void shouldRefuseATypeWithoutAStableHash(Class<?> type) {
        assertThat(StableHash.fault(type))
                .isEqualTo("the hash code of " + type.getName() + " may differ between processes");
        assertThat(StableHash.fault(type.arrayType()))
                .isEqualTo("the hash code of " + type.getName() + " may differ between processes");
    }

    @Test
    void shouldNameTheComponentThatIsAtFault() {
        assertThat(StableHash.fault(Trip.class))
                .isEqualTo("component stop of " + Trip.class.getName() + ": component at of " + Stop.class.getName()
                        + ": the hash code of java.util.Date may differ between processes");
        assertThat(StableHash.fault(Photo.class))
                .isEqualTo("component pixels of " + Photo.class.getName()
                        + ": an array inside a record is compared by identity, not by content");
        assertThat(StableHash.fault(Photo[].class)).startsWith("component pixels of ");
    }

    @Test
    void shouldRefuseARecordWithOpenComponents() {
        assertThat(StableHash.fault(new TypeRef<Pair<String, Integer>>() {}.type()))
                .startsWith("component left of " + Pair.class.getName());
    }

    private static List<String> hashesOfAnotherJvm(int seed) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StableKeys.class.getName(),
                        Integer.toString(seed))
                .redirectErrorStream(true)
                .start();
        try (InputStream out = process.getInputStream()) {
            List<String> lines = new String(out.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as("exit code; output=%s", lines).isZero();
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }

    private record Stop(String name, Date at) {}

    private record Trip(int number, Stop stop) {}

    private record Photo(int[] pixels) {}

    private record Pair<A, B>(A left, B right) {}
}
