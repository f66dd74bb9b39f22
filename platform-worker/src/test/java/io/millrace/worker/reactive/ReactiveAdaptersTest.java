package io.millrace.worker.reactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.function.OutputTag;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import io.millrace.time.Timestamped;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

@Timeout(20)
class ReactiveAdaptersTest {

    private final Sunk sunk = new Sunk();
    private long nowMillis = 1000;

    @Test
    void shouldReadAPublisherToItsEndWithBoundedDemand() throws Exception {
        AtomicLong requested = new AtomicLong();
        Flux<Integer> flux = Flux.range(0, 1000).doOnRequest(requested::addAndGet);
        SplitReader<Integer> reader = open(new PublisherSource<>(() -> flux, null));

        assertThat(requested).hasValue(256);
        sunk.room = 100;
        assertThat(read(reader)).isEqualTo(SplitReader.Progress.MORE);
        assertThat(requested).hasValue(256);
        readAll(reader);

        assertThat(sunk.values)
                .containsExactlyElementsOf(IntStream.range(0, 1000).boxed().toList());
    }

    @Test
    void shouldFailWithThePublishersErrorAfterItsElements() throws Exception {
        IllegalStateException cause = new IllegalStateException("gone");
        SplitReader<Integer> reader =
                open(new PublisherSource<>(() -> Flux.just(1).concatWith(Flux.error(cause)), null));

        assertThatThrownBy(() -> readAll(reader)).isSameAs(cause);
        assertThat(sunk.values).containsExactly(1);
    }

    @Test
    void shouldCancelThePublisherOnClose() throws Exception {
        AtomicBoolean isCancelled = new AtomicBoolean();
        SplitReader<Object> reader =
                open(new PublisherSource<>(() -> Flux.never().doOnCancel(() -> isCancelled.set(true)), null));

        assertThat(read(reader)).isEqualTo(SplitReader.Progress.NOTHING_NOW);
        reader.close();

        assertThat(isCancelled).isTrue();
    }

    @Test
    void shouldUnwrapTimestampedValues() throws Exception {
        readAll(open(new PublisherSource<>(() -> Flux.just(new Timestamped<>("a", 7L)), null)));

        assertThat(sunk.values).containsExactly("a");
        assertThat(sunk.timestamps).containsExactly(7L);
    }

    @Test
    void shouldCloseTheStreamThatItReads() throws Exception {
        AtomicBoolean isClosed = new AtomicBoolean();
        SplitReader<Object> reader =
                open(new IterableSource<>(() -> Stream.of(1, 2).onClose(() -> isClosed.set(true)), null, false));
        readAll(reader);
        reader.close();

        assertThat(sunk.values).containsExactly(1, 2);
        assertThat(isClosed).isTrue();
    }

    @Test
    void shouldRefuseNullElements() throws Exception {
        SplitReader<Object> reader = open(new IterableSource<>(() -> Arrays.asList(1, null), null, false));

        assertThatThrownBy(() -> readAll(reader)).hasMessageContaining("null element");
    }

    @Test
    void shouldLeaveOutTheCallsThatAPauseMissed() throws Exception {
        SplitReader<Object> reader =
                open(new PolledSource<>(() -> List.of("a", "b"), Duration.ofMillis(10), null, false));

        read(reader);
        nowMillis += 55;
        read(reader);
        nowMillis += 4;
        read(reader);
        assertThat(sunk.values).hasSize(4);
        nowMillis += 1;
        read(reader);
        assertThat(sunk.values).hasSize(6);
    }

    @Test
    void shouldNotCallAgainAtOnceWhenNothingIsThere() throws Exception {
        AtomicLong calls = new AtomicLong();
        SplitReader<Object> polled =
                open(new PolledSource<>(() -> calls.incrementAndGet() > 99 ? "a" : null, null, null, false));
        SplitReader<Object> emitting = open(new EmitterSource<>(out -> calls.incrementAndGet(), null, null, false));

        read(polled);
        read(polled);
        read(emitting);

        assertThat(calls).hasValue(2);
    }

    @Test
    void shouldHandOverBatchesBeforeTheWatermark() throws Exception {
        List<List<Object>> batches = new ArrayList<>();
        BatchOperator operator = new BatchOperator(2, (values, out) -> {
            batches.add(values);
            out.emit(values.size());
        });
        operator.open(context(), sunk);
        operator.onRecord(0, "a", 5);
        operator.onRecord(0, "b", 3);
        operator.onRecord(0, "c", 9);
        operator.onWatermark(8);

        assertThat(batches).containsExactly(List.of("a", "b"), List.of("c"));
        assertThat(sunk.timestamps).containsExactly(5L, 9L);
    }

    @Test
    void shouldPassRecordsThroughOperatorsOnOtherThreads() throws Exception {
        run(
                flux -> flux.publishOn(Schedulers.parallel())
                        .flatMap(v -> Flux.just(v).delayElements(Duration.ofMillis(1)), 8),
                300);

        assertThat(sunk.values).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void shouldWaitForResultsThatOnlyCompletionBrings() throws Exception {
        run(flux -> flux.buffer(7), 20);

        assertThat(sunk.values).hasSize(3);
        assertThat(sunk.timestamps).containsExactly(6L, 13L, 19L);
    }

    @Test
    void shouldDropWhatFollowsAnEarlyCompletion() throws Exception {
        run(flux -> flux.take(10), 2000);

        assertThat(sunk.values).hasSize(10);
    }

    @Test
    void shouldGiveUpWhatAFunctionGathersAtABarrierAndCallItAnew() throws Exception {
        AtomicLong calls = new AtomicLong();
        FluxOperator operator = new FluxOperator(flux -> {
            calls.incrementAndGet();
            return flux.buffer(3).publishOn(Schedulers.parallel());
        });
        operator.open(context(), sunk);
        for (int i = 0; i < 4; i++) {
            operator.onRecord(0, i, i);
        }
        while (!operator.onBarrier(1)) {}
        assertThat(sunk.values).containsExactly(List.of(0, 1, 2), List.of(3));

        operator.onRecord(0, 4, 4);
        while (!operator.onEnd()) {}
        operator.close();

        assertThat(sunk.values).containsExactly(List.of(0, 1, 2), List.of(3), List.of(4));
        assertThat(calls).hasValue(2);
    }

    @Test
    void shouldNotCallAFunctionAnewThatHasEndedByItself() throws Exception {
        AtomicLong calls = new AtomicLong();
        FluxOperator operator = new FluxOperator(flux -> {
            calls.incrementAndGet();
            return flux.take(2);
        });
        operator.open(context(), sunk);
        operator.onRecord(0, 1, 1);
        operator.onRecord(0, 2, 2);

        assertThat(operator.onBarrier(1)).isTrue();
        operator.onRecord(0, 3, 3);
        operator.close();

        assertThat(sunk.values).containsExactly(1, 2);
        assertThat(calls).hasValue(1);
    }

    @Test
    void shouldFailWithTheErrorOfTheFunction() {
        assertThatThrownBy(() -> run(flux -> flux.map(v -> 1 / ((int) v - 5)), 20))
                .isInstanceOf(ArithmeticException.class);
    }

    private void run(Function<Flux<Object>, Publisher<?>> function, int records) throws Exception {
        FluxOperator operator = new FluxOperator(function);
        operator.open(context(), sunk);
        try {
            for (int i = 0; i < records; i++) {
                operator.onRecord(0, i, i);
            }
            while (!operator.onWatermark(Long.MAX_VALUE)) {}
            assertThat(operator.onEnd()).isTrue();
        } finally {
            operator.close();
        }
    }

    private <T> SplitReader<T> open(Source<T> source) throws Exception {
        return source.open("0", new SplitContext() {
            @Override
            public long nowMillis() {
                return nowMillis;
            }

            @Override
            public void wakeUp() {}

            @Override
            public boolean isNewSplit() {
                return false;
            }

            @Override
            public String topology() {
                return "test";
            }

            @Override
            public String operatorName() {
                return "source";
            }

            @Override
            public int taskIndex() {
                return 0;
            }

            @Override
            public int parallelism() {
                return 1;
            }

            @Override
            public void trouble(@Nullable String reason) {}
        });
    }

    private void readAll(SplitReader<?> reader) throws Exception {
        while (read(reader) != SplitReader.Progress.END) {
            sunk.room = Integer.MAX_VALUE;
        }
    }

    @SuppressWarnings("unchecked") // The output takes anything.
    private SplitReader.Progress read(SplitReader<?> reader) throws Exception {
        return ((SplitReader<Object>) reader).read(sunk);
    }

    /** Every time is 0, except that no watermark was seen. */
    private static OperatorContext context() {
        return (OperatorContext) Proxy.newProxyInstance(
                OperatorContext.class.getClassLoader(),
                new Class<?>[] {OperatorContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "operatorName" -> "test";
                    case "watermarkMillis" -> Long.MIN_VALUE;
                    case "nowMillis" -> 0L;
                    default -> 0;
                });
    }

    private static final class Sunk implements SourceOutput<Object>, Output<Object> {

        final List<Object> values = new ArrayList<>();
        final List<Long> timestamps = new ArrayList<>();
        int room = Integer.MAX_VALUE;

        @Override
        public void emit(Object value) {
            emit(value, 0);
        }

        @Override
        public void emit(Object value, long timestampMillis) {
            values.add(value);
            timestamps.add(timestampMillis);
        }

        @Override
        public <S> void emit(OutputTag<S> tag, S value, long timestampMillis) {}

        @Override
        public boolean isFull() {
            return values.size() >= room;
        }
    }
}
