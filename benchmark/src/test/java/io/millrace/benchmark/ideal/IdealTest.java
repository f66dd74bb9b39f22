package io.millrace.benchmark.ideal;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmark.workload.PassStrings;
import io.millrace.benchmark.workload.RepeatedText;
import io.millrace.benchmark.workload.Tally;
import io.millrace.benchmark.workload.TallyBuilder;
import io.millrace.benchmark.workload.WordCountInput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdealTest {

    private static final long STRINGS = 123_457;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldPassEveryString(int threads) throws Exception {
        TallyBuilder expected = new TallyBuilder();
        PassStrings strings = new PassStrings();
        for (long number = 0; number < STRINGS; number++) {
            expected.addString(strings.get(number));
        }

        assertThat(new MeshPass(STRINGS, threads).run()).isEqualTo(expected.build());
        assertThat(new FusedPass(STRINGS, threads).run()).isEqualTo(expected.build());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void shouldCountOnSeveralThreadsAsOnOne(int threads) throws Exception {
        RepeatedText text = WordCountInput.text(350_000);
        Tally expected = new WindowedWords(text, 1).run();

        assertThat(new WindowedWords(text, threads).run()).isEqualTo(expected);
        assertThat(expected.sum()).isEqualTo(text.wordCount());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 100})
    void shouldPassFewerStringsThanThreads(long strings) throws Exception {
        assertThat(new MeshPass(strings, 3).run().results()).isEqualTo(strings);
        assertThat(new FusedPass(strings, 3).run().results()).isEqualTo(strings);
        assertThat(new WindowedWords(WordCountInput.text(strings), 3).run().sum())
                .isGreaterThanOrEqualTo(strings);
    }
}
