package io.millrace.examples.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.function.Emitter;
import io.millrace.function.FlatMapFunction;
import io.millrace.function.OutputTag;
import io.millrace.type.FunctionTypes;
import io.millrace.type.TypeRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WordsTest {

    @ParameterizedTest
    @MethodSource
    void shouldSplit(String line, List<String> words) {
        assertThat(split(line)).isEqualTo(words);
    }

    static Stream<Arguments> shouldSplit() {
        return Stream.of(
                Arguments.of("", List.of()),
                Arguments.of(" .,-1 \t", List.of()),
                Arguments.of("a", List.of("a")),
                Arguments.of("Call me Ishmael.", List.of("call", "me", "ishmael")),
                Arguments.of("  two   gaps ", List.of("two", "gaps")),
                Arguments.of("Ahab's WHALE-boat, 3rd", List.of("ahab", "s", "whale", "boat", "rd")),
                Arguments.of("@AZ[`az{", List.of("az", "az")),
                Arguments.of("Usher—threadbare", List.of("usher", "threadbare")),
                Arguments.of("Café, ÉTÉ naïve", List.of("café", "été", "naïve")),
                Arguments.of("straße Ελλάδα Москва 東京", List.of("straße", "ελλάδα", "москва", "東京")),
                Arguments.of("a\uD835\uDC00b \uD801\uDC00", List.of("a\uD835\uDC00b", "\uD801\uDC28")),
                Arguments.of("x\uD835 y\uDC00z", List.of("x", "y", "z")),
                Arguments.of("e\u0301a", List.of("e", "a")),
                Arguments.of("Kelvin \u212A İ", List.of("kelvin", "k", "i")));
    }

    @Test
    void shouldAgreeWithTheReferenceOnEveryKindOfCharacter() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int[] limits = {128, 256, 0x3000, Character.MAX_CODE_POINT + 1};
        for (int i = 0; i < 20_000; i++) {
            int limit = limits[i % limits.length];
            StringBuilder line = new StringBuilder();
            for (int j = random.nextInt(20); j > 0; j--) {
                line.appendCodePoint(random.nextInt(3) == 0 ? 'A' + random.nextInt(58) : random.nextInt(limit));
            }
            assertThat(split(line.toString()))
                    .as("seed=%d, line=%s", seed, line)
                    .isEqualTo(Reference.words(line.toString()));
        }
    }

    @Test
    void shouldTellItsTypes() {
        assertThat(FunctionTypes.typeArgument(new Words(), FlatMapFunction.class, 1))
                .isEqualTo(TypeRef.of(String.class));
    }

    private static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        new Words().apply(line, new Emitter<>() {
            @Override
            public void emit(String word) {
                words.add(word);
            }

            @Override
            public <S> void emit(OutputTag<S> tag, S value) {
                throw new AssertionError("no side output");
            }
        });
        return words;
    }
}
