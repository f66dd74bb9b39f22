package io.millrace.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class ContestTest {

    private final List<String> calls = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();

    @Test
    void shouldRunTheContendersInTurnAndEverySecondRoundBackwards() throws Exception {
        contest(call -> 7, call -> 7).run(new Rounds(1, 2));

        assertThat(calls).containsExactly("a", "b", "a", "b", "b", "a");
    }

    @Test
    void shouldReportOneResultForEachContender() throws Exception {
        List<Result> results = contest(call -> 7, call -> 7).run(new Rounds(0, 3));

        assertThat(results).extracting(Result::engine).containsExactly("a", "b");
        assertThat(results).extracting(Result::events).containsOnly(1_000L);
        assertThat(progress).hasSize(6).element(0).asString().startsWith("a run 1: ");
    }

    @Test
    void shouldFailWhenAContenderDoesNotAgree() {
        assertThatThrownBy(() -> contest(call -> 7, call -> 8).run(new Rounds(0, 1)))
                .isInstanceOf(ResultsDifferException.class)
                .hasMessage("Results of the engines differ: workload=work, events=1000, a=7, b=8; one of them is wrong,"
                        + " and no figure of this run counts");
    }

    @Test
    void shouldFailWhenAContenderDoesNotAgreeWithItself() {
        assertThatThrownBy(() -> contest(call -> call, call -> 0).run(new Rounds(1, 1)))
                .isInstanceOf(ResultsDifferException.class)
                .hasMessageContaining("a=0, a=1");
    }

    private Contest<Integer> contest(IntUnaryOperator a, IntUnaryOperator b) {
        return new Contest<>(new Workload("work", 1_000), List.of(new Fake("a", a), new Fake("b", b)), progress::add);
    }

    private final class Fake implements Contender<Integer> {

        private final String engine;
        private final IntUnaryOperator resultOfCall;
        private int call;

        Fake(String engine, IntUnaryOperator resultOfCall) {
            this.engine = engine;
            this.resultOfCall = resultOfCall;
        }

        @Override
        public String engine() {
            return engine;
        }

        @Override
        public int parallelism() {
            return 1;
        }

        @Override
        public Integer run() {
            calls.add(engine);
            return resultOfCall.applyAsInt(call++);
        }
    }
}
