package io.millrace.worker.autoconfigure.properties;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.control.PropertyInForce;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class ConfigurationInForceTest {

    private final StandardEnvironment environment = new StandardEnvironment();

    ConfigurationInForceTest() {
        ConfigurationPropertySources.attach(environment);
    }

    @Test
    void shouldShowWhatIsInForceAndWhereItWasSet() {
        add("file", Map.of("millrace.worker.threads", "2", "millrace.data-dir", "/old", "server.port", "80"));
        add("command line", Map.of("millrace.worker.threads", "4"));

        List<PropertyInForce> found = ConfigurationInForce.of(environment);

        assertThat(found).extracting(PropertyInForce::name).contains("millrace.data-dir", "millrace.worker.threads");
        assertThat(found).extracting(PropertyInForce::name).doesNotContain("server.port");
        assertThat(value("millrace.worker.threads")).isEqualTo("4");
        assertThat(found)
                .filteredOn(property -> property.name().equals("millrace.worker.threads"))
                .extracting(PropertyInForce::source)
                .allMatch(source -> source.contains("command line"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "millrace.cluster.secret",
                "millrace.console.users.ada.password",
                "millrace.console.tokens.ci.hash",
                "millrace.console.security.oauth2.client.registration.x.client-secret",
                "millrace.zookeeper.auth"
            })
    void shouldHideSecrets(String name) {
        add("file", Map.of(name, "hunter2"));

        assertThat(value(name)).isEqualTo("******");
    }

    @Test
    void shouldHideAPasswordInAnAddress() {
        add("file", Map.of("millrace.app.address", "https://ada:hunter2@host/path"));

        assertThat(value("millrace.app.address")).isEqualTo("https://******@host/path");
    }

    @Test
    void shouldFillPlaceholders() {
        add("file", Map.of("millrace.data-dir", "${base}/data ${missing}", "base", "/srv"));

        assertThat(value("millrace.data-dir")).isEqualTo("/srv/data ${missing}");
    }

    private void add(String name, Map<String, Object> properties) {
        environment.getPropertySources().addFirst(new MapPropertySource(name, new LinkedHashMap<>(properties)));
    }

    private String value(String name) {
        return ConfigurationInForce.of(environment).stream()
                .filter(property -> property.name().equals(name))
                .map(PropertyInForce::value)
                .findFirst()
                .orElseThrow();
    }
}
