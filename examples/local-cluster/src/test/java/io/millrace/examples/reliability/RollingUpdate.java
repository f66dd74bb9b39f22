package io.millrace.examples.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.cluster.LocalMember;
import io.millrace.examples.cluster.Role;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;

/**
 * Members of another version come, as many as there are, one by one. When they have taken over, those that were there are
 * stopped, one by one. Of members that all are needed, the last that comes changes the version.
 *
 * @param from version that goes
 * @param to version that comes
 */
record RollingUpdate(String from, String to) implements Fault {

    @Override
    public void strike(Scene scene) throws Exception {
        Instant start = Instant.now();
        List<LocalMember> former =
                scene.cluster().members().stream().filter(LocalMember::isAlive).toList();
        for (LocalMember unused : former) {
            assertThat(scene.who().replacementsSince(start))
                    .as("while slots are missing")
                    .isEmpty();
            Who.awaitJoined(scene.cluster().add(EnumSet.allOf(Role.class), Cast.version(to)));
            scene.awaitProgress();
        }
        scene.who().awaitVersion(to, start);
        for (LocalMember member : former) {
            scene.stop(member);
            scene.awaitProgress();
        }
        assertThat(scene.who().replacementsSince(start)).containsExactly("from=" + from + ", to=" + to);
    }
}
