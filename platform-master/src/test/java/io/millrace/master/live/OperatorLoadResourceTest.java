package io.millrace.master.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OperatorLoadResourceTest {

    @Test
    void shouldTellTheMeanOverTasksAndTheFullestQueue() {
        Map<String, OperatorLoadResource> loads = OperatorLoadResource.byStep(
                List.of(task(0, 0.9, 0.1, 0.25, "parse", "clean"), task(1, 0.1, 0.3, 0.75, "parse", "clean")));

        assertThat(loads).containsOnlyKeys("parse", "clean");
        assertThat(loads.get("parse")).isEqualTo(new OperatorLoadResource(0.5, 0.2, 0, 0.3, 0.75, 2, 1));
        assertThat(loads.get("clean")).isEqualTo(loads.get("parse"));
    }

    @Test
    void shouldLeaveOutTasksOfWhichNothingIsKnown() {
        assertThat(OperatorLoadResource.byStep(List.of(task(0, null, null, null, "parse"))))
                .isEmpty();
    }

    @Test
    void shouldTakeTheBusierOfTwoStagesOfAStep() {
        Map<String, OperatorLoadResource> loads = OperatorLoadResource.byStep(
                List.of(task(0, 0.2, 0.0, null, "words", "counts"), task(0, 0.7, 0.0, null, "counts", "output")));

        assertThat(loads.get("words").busy()).isEqualTo(0.2);
        assertThat(loads.get("counts").busy()).isEqualTo(0.7);
        assertThat(loads.get("counts").queueFill()).isNull();
    }

    @Test
    void shouldSendFourDigits() {
        assertThat(OperatorLoadResource.rounded(1 / 3.0)).isEqualTo(0.3333);
    }

    private static TaskResource task(
            int task, @Nullable Double busy, @Nullable Double credit, @Nullable Double queueFill, String... steps) {
        Double idle = busy == null || credit == null ? null : Double.valueOf(1 - busy - credit);
        return new TaskResource(
                String.join(" → ", steps),
                task,
                null,
                Arrays.asList(steps),
                0,
                0,
                null,
                null,
                0,
                0,
                busy,
                credit,
                busy == null ? null : 0.0,
                idle,
                queueFill,
                null,
                null,
                null);
    }
}
