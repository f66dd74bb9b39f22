package io.millrace.worker.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.worker.history.HistorySettings;
import io.millrace.worker.history.ProcessHistory;
import io.millrace.worker.remote.Reply;
import io.millrace.worker.remote.Request;
import io.millrace.worker.tap.TapContent;
import io.millrace.worker.tap.TapSettings;
import io.millrace.worker.task.Taps;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What another member asks for, which may be of another version or hold other topologies. */
@Timeout(60)
class MemberTapsTest {

    private static final int MORE_THAN_LOOK_AT_A_TIME = 20;

    private final MemberQueries queries = new MemberQueries(
            new ProcessHistory(HistorySettings.DEFAULTS),
            LogLines.attach(),
            Clock.systemUTC(),
            () -> null,
            MemberTapsTest::taps,
            new TapSettings(TapContent.SHAPE, 100));

    @AfterEach
    void close() {
        queries.close();
    }

    @Test
    void shouldRefuseWhatItDoesNotHaveAndStillHaveRoomForOthers() throws Exception {
        for (int i = 0; i < MORE_THAN_LOOK_AT_A_TIME; i++) {
            CompletableFuture<Reply> answer = queries.answer(new Request.Tap("unknown", i, "step", 1, 1));
            assertThatThrownBy(() -> answer.get(30, TimeUnit.SECONDS))
                    .cause()
                    .hasMessage("Topology is not known: topology=unknown");
        }

        Reply reply = queries.answer(new Request.Tap("known", 99, "step", 1, 1)).get(30, TimeUnit.SECONDS);
        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Tapped.class, tapped -> assertThat(tapped.seen()).isZero());
    }

    @Test
    void shouldMakeTheBestOfNumbersThatMakeNoSense() throws Exception {
        for (int number : new int[] {0, -1, Integer.MIN_VALUE}) {
            Reply reply = queries.answer(new Request.Tap("known", 1, "step", number, number))
                    .get(30, TimeUnit.SECONDS);
            assertThat(reply).isInstanceOf(Reply.Tapped.class);
        }
    }

    private static Taps taps(String topology) {
        if (topology.equals("known")) {
            return new Taps();
        }
        throw new IllegalArgumentException("Topology is not known: topology=" + topology);
    }
}
