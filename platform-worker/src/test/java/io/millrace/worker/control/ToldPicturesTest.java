package io.millrace.worker.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.status.CheckpointStatus;
import io.millrace.status.Trouble;
import io.millrace.worker.remote.TopologyPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ToldPicturesTest {

    private final ToldPictures told = new ToldPictures();
    private final List<String> sent = new ArrayList<>();
    private boolean isReachable = true;

    @Test
    void shouldTellEverybodyOnce() {
        tell("waits", 1, 2);
        tell("waits", 1, 2);
        assertThat(sent).containsExactlyInAnyOrder("1 waits", "2 waits");
    }

    @Test
    void shouldTellWhatHasChanged() {
        tell("waits", 1);
        tell("works", 1);
        tell("waits", 1);
        assertThat(sent).containsExactly("1 waits", "1 works", "1 waits");
    }

    @Test
    void shouldTellThoseWhoComeLater() {
        tell("waits", 1);
        tell("waits", 1, 2);
        assertThat(sent).containsExactly("1 waits", "2 waits");
    }

    @Test
    void shouldTellAgainWhoCouldNotBeTold() {
        isReachable = false;
        tell("waits", 1);
        isReachable = true;
        tell("waits", 1);
        tell("waits", 1);
        assertThat(sent).containsExactly("1 waits", "1 waits");
    }

    @Test
    void shouldTellAgainWhoMayHaveForgotten() {
        tell("waits", 1, 2);
        sent.clear();
        told.forget(2);
        tell("waits", 1, 2);
        assertThat(sent).containsExactly("2 waits");
    }

    @Test
    void shouldTellAllAgainAfterItHasBeenCleared() {
        tell("waits", 1);
        told.clear();
        tell("waits", 1);
        assertThat(sent).hasSize(2);
    }

    private void tell(String trouble, Integer... members) {
        TopologyPicture picture = new TopologyPicture(
                "words",
                List.of(),
                List.of(),
                List.of(),
                CheckpointStatus.NONE,
                List.of(new Trouble("count", 0, trouble)),
                List.of());
        told.tell(picture, Set.of(members), shown -> member -> {
            sent.add(member + " " + shown.troubles().get(0).reason());
            return isReachable;
        });
    }
}
