package io.millrace.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.control.Console;
import io.millrace.control.ConsoleSettings;
import io.millrace.control.ConsoleSettings.Role;
import io.millrace.control.ConsoleSettings.User;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ClusterSessionsTest {

    @TempDir
    private Path one;

    @TempDir
    private Path two;

    @Test
    void shouldTakeTheSessionsOfEachOther() throws Exception {
        try (Console first = member(one, "4d6f62792d4469636b");
                Console second = member(two, "4d6f62792d4469636b")) {
            assertThat(statusAtOther(first, second)).isEqualTo(200);
            assertThat(statusAtOther(second, first)).isEqualTo(200);
        }
    }

    @Test
    void shouldNotTakeSessionsOfAnotherCluster() throws Exception {
        try (Console first = member(one, "4d6f62792d4469636b");
                Console second = member(two, "another-one-of-16");
                Console alone = member(null, null)) {
            assertThat(statusAtOther(first, second)).isEqualTo(401);
            assertThat(statusAtOther(alone, second)).isEqualTo(401);
            assertThat(statusAtOther(first, alone)).isEqualTo(401);
        }
    }

    @Test
    void shouldSayThatEachMemberHasAPasswordOfItsOwn() throws Exception {
        try (Console console = TestConsoles.start(
                new ConsoleSettings(one, List.of(), Duration.ofHours(1), List.of(), "4d6f62792d4469636b"))) {
            assertThat(console.notices()).anyMatch(notice -> notice.contains("set millrace.console.users"));
        }
    }

    private static int statusAtOther(Console first, Console second) throws Exception {
        Browser there = new Browser(first.link()).signedIn("ada", "secret");
        String session = there.cookies().getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("millrace-session"))
                .findFirst()
                .orElseThrow()
                .getValue();
        Browser here = new Browser(second.link());
        return here.send(here.request("/api/v1/session").header("Cookie", "millrace-session=" + session))
                .statusCode();
    }

    private static Console member(@Nullable Path folder, @Nullable String secret) throws Exception {
        return TestConsoles.start(new ConsoleSettings(
                folder, List.of(new User("ada", "{noop}secret", Role.ADMIN)), Duration.ofHours(1), List.of(), secret));
    }
}
