package io.millrace.worker.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.status.ApplicationEvent;
import io.millrace.status.ApplicationEvent.Kind;
import io.millrace.status.ApplicationEvent.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLogTest {

    private final EventLog log = new EventLog(3);

    @Test
    void shouldGiveWhatCameAfterANumber() {
        add("a", "b", "c");

        assertThat(messages(log.after(0, 10))).containsExactly("a", "b", "c");
        assertThat(messages(log.after(2, 10))).containsExactly("c");
        assertThat(log.after(3, 10)).isEmpty();
        assertThat(log.after(100, 10)).isEmpty();
    }

    @Test
    void shouldMakeRoomForWhatIsNew() {
        add("a", "b", "c", "d");

        assertThat(messages(log.after(0, 10))).containsExactly("b", "c", "d");
        assertThat(log.after(0, 10)).extracting(ApplicationEvent::number).containsExactly(2L, 3L, 4L);
        assertThat(log.last()).isEqualTo(4);
    }

    @Test
    void shouldGiveTheNewestIfThereAreMoreThanAskedFor() {
        add("a", "b", "c");

        assertThat(messages(log.after(0, 2))).containsExactly("b", "c");
        assertThat(log.after(0, 0)).isEmpty();
    }

    @Test
    void shouldCutLongTexts() {
        add("x".repeat(5000));

        assertThat(log.after(0, 1).get(0).message()).hasSize(2001).endsWith("…");
    }

    private void add(String... messages) {
        for (String message : messages) {
            log.add(Finding.of(Kind.STATE, Severity.INFO, "words", message), 1);
        }
    }

    private static List<String> messages(List<ApplicationEvent> events) {
        return events.stream().map(ApplicationEvent::message).toList();
    }
}
