package io.millrace.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.control.ConsoleSettings.Role;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ConsolePropertiesTest {

    @Test
    void shouldHaveDefaults() {
        ConsoleProperties properties = bind(Map.of());

        assertThat(properties.enabled()).isTrue();
        assertThat(properties.wantedPort()).isNull();
        assertThat(properties.address()).isEqualTo("127.0.0.1");
        assertThat(properties.sessionTimeout()).isEqualTo(Duration.ofHours(12));
        assertThat(properties.users()).isEmpty();
    }

    @Test
    void shouldTakeUsersAndKeepTheirPasswordsToItself() {
        ConsoleProperties properties = bind(Map.of(
                "millrace.console.users[0].name", "ada",
                "millrace.console.users[0].password", "{noop}secret",
                "millrace.console.users[0].role", "operator"));

        assertThat(properties.toUsers()).singleElement().satisfies(user -> {
            assertThat(user.name()).isEqualTo("ada");
            assertThat(user.password()).isEqualTo("{noop}secret");
            assertThat(user.role()).isEqualTo(Role.OPERATOR);
        });
        assertThat(properties.toString()).doesNotContain("secret");
        assertThat(properties.toUsers().toString()).doesNotContain("secret");
    }

    @Test
    void shouldNotTakeTheAddressOfAServiceForAPort() {
        assertThat(bind(Map.of("millrace.console.port", "tcp://10.0.0.1:80")).wantedPort())
                .isNull();
        assertThat(bind(Map.of("millrace.console.port", "0")).wantedPort()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "millrace.console.port, 65536, use 0 to 65535",
        "millrace.console.port, -1, use 0 to 65535",
        "millrace.console.port, eighty, use 0 to 65535",
        "millrace.console.session-timeout, 1s, use 1m to 30d",
        "millrace.console.users[0].name, ada, 'a user has a name, a password and a role'"
    })
    void shouldRefuse(String property, String value, String reason) {
        assertThatThrownBy(() -> bind(Map.of(property, value)))
                .rootCause()
                .hasMessageContaining(reason)
                .hasMessageContaining("millrace.console.");
    }

    private static ConsoleProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate(ConsoleProperties.PREFIX, ConsoleProperties.class);
    }
}
