package io.millrace.worker.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.status.TappedRecord;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TapSamplerTest {

    private long nowNanos = 7;

    @Test
    void shouldSpreadWhatItTakesOverTheLook() {
        TapSampler sampler = new TapSampler(4, 400, () -> nowNanos);
        for (long number = 0; number < 400; number++) {
            sampler.onRecord(number, number);
            nowNanos++;
        }

        assertThat(sampler.taken()).extracting(TapSampler.Taken::value).containsExactly(0L, 100L, 200L, 300L);
        assertThat(sampler.seen()).isEqualTo(400);
    }

    @Test
    void shouldTakeAllWhereThereAreFew() {
        TapSampler sampler = new TapSampler(4, 400, () -> nowNanos);
        nowNanos += 350;
        sampler.onRecord("late", 1);
        nowNanos += 200;
        sampler.onRecord("later", 2);

        assertThat(sampler.taken()).extracting(TapSampler.Taken::value).containsExactly("late", "later");
    }

    @Test
    void shouldNeverTakeMoreThanItWasAskedFor() {
        TapSampler sampler = new TapSampler(3, 300, () -> nowNanos);
        LongStream.range(0, 100).forEach(number -> {
            nowNanos += 1_000;
            sampler.onRecord(number, number);
        });

        assertThat(sampler.taken()).hasSize(3);
    }

    /** Otherwise only the beginning of the look would be seen. */
    @Test
    void shouldSpreadWhatSeveralMembersHaveTaken() {
        List<TappedRecord> found = LongStream.of(3, 1, 4, 0, 5, 2)
                .mapToObj(number -> new TappedRecord(1, number, "", ""))
                .toList();

        assertThat(MemberTaps.spread(found, 3))
                .extracting(TappedRecord::timestampMillis)
                .containsExactly(0L, 2L, 4L);
        assertThat(MemberTaps.spread(found, 9)).hasSize(6);
        assertThat(MemberTaps.spread(List.of(), 9)).isEmpty();
    }
}
