package io.millrace.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.control.ConsoleSettings.Role;
import io.millrace.control.OAuth2Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class OAuth2PropertiesTest {

    private static final String PREFIX = "millrace.console.security.oauth2.";
    private static final Map<String, String> TOKENS = Map.of(
            PREFIX + "issuer", "https://login.example.com/realms/ops/",
            PREFIX + "audience", "millrace-console",
            PREFIX + "role-claim", "realm_access.roles",
            PREFIX + "roles.millrace-admins", "ADMIN",
            PREFIX + "roles[team/Night Watch]", "viewer");

    @Test
    void shouldTakeNoIssuerByDefault() {
        assertThat(bind(Map.of()).toSettings()).isNull();
        assertThat(new ConsoleSetup(console(), bind(Map.of()))
                        .toSettings(null, null)
                        .oauth2())
                .isNull();
    }

    @Test
    void shouldTakeTokensOfAnIssuer() {
        OAuth2Settings settings =
                new ConsoleSetup(console(), bind(TOKENS)).toSettings(null, null).oauth2();

        assertThat(settings)
                .isEqualTo(new OAuth2Settings(
                        "https://login.example.com/realms/ops/",
                        "millrace-console",
                        "realm_access.roles",
                        Map.of("millrace-admins", Role.ADMIN, "team/Night Watch", Role.VIEWER),
                        null));
    }

    @Test
    void shouldLetPeopleSignInAndKeepTheSecretToItself() {
        OAuth2Properties properties =
                bind(with("client-id", "console", "client-secret", "0ddly", "scopes", "openid,email"));

        OAuth2Settings settings = properties.toSettings();
        assertThat(settings.login())
                .isEqualTo(new OAuth2Settings.Login("console", "0ddly", List.of("openid", "email"), null));
        assertThat(properties.toString()).doesNotContain("0ddly");
        assertThat(settings.toString()).doesNotContain("0ddly");
        assertThat(bind(with("client-id", "console", "client-secret", "0ddly"))
                        .toSettings()
                        .login()
                        .scopes())
                .containsExactly("openid", "profile");
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer", "audience", "role-claim"})
    void shouldWantThreeThingsAsSoonAsThereIsOne(String missing) {
        Map<String, String> lines = new HashMap<>(TOKENS);
        lines.remove(PREFIX + missing);
        assertThat(refusal(lines))
                .startsWith(PREFIX + missing + ": It is missing")
                .contains("write ");
        lines.put(PREFIX + missing, " ");
        assertThat(refusal(lines)).startsWith(PREFIX + missing + ": It is missing");
        assertThat(refusal(Map.of(PREFIX + "client-id", "console"))).startsWith(PREFIX + "issuer: It is missing");
        assertThat(refusal(Map.of(PREFIX + "roles.ops", "admin"))).startsWith(PREFIX + "issuer: It is missing");
    }

    @Test
    void shouldWantARole() {
        Map<String, String> lines = new HashMap<>(TOKENS);
        lines.keySet().removeIf(key -> key.startsWith(PREFIX + "roles"));
        assertThat(refusal(lines)).startsWith(PREFIX + "roles: ").contains("<value>=viewer, operator or admin");
    }

    @ParameterizedTest
    @CsvSource({
        "issuer, http://login.example.com, use https",
        "issuer, http://localhost.example.com:9000, use https",
        "issuer, http://10.0.0.1, use https",
        "issuer, http://127.0.0.1.example.com, use https",
        "issuer, http://localhost@login.example.com, without user",
        "issuer, login.example.com, use https:// and a host",
        "issuer, https://login.example.com?x=y, without user",
        "issuer, ftp://login.example.com, use https:// and a host",
        "issuer, https://login example com, It is no address",
        "client-id, console, client-secret: It is missing",
        "client-secret, s3cr3t, client-id: It is missing",
        "base-url, https://console.example.com, client-id: It is missing",
        "scopes, openid, client-id: It is missing"
    })
    void shouldRefuse(String name, String value, String reason) {
        assertThat(refusal(with(name, value))).contains(reason).doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @CsvSource({
        "scopes, profile, openid is missing",
        "base-url, https://example.com/console, It has a path",
        "base-url, console.example.com, use https:// and a host"
    })
    void shouldRefuseOfALogin(String name, String value, String reason) {
        assertThat(refusal(with("client-id", "console", "client-secret", "s3cr3t", name, value)))
                .startsWith(PREFIX + name + ": ")
                .contains(reason)
                .doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:9000", "http://127.0.0.1:9000/issuer", "http://[::1]:9000", "https://a"})
    void shouldTakeIssuersThatNobodyCanReplaceOnTheWay(String issuer) {
        assertThat(bind(with("issuer", issuer)).toSettings().issuer()).isEqualTo(issuer);
    }

    private static Map<String, String> with(String... namesAndValues) {
        Map<String, String> lines = new HashMap<>(TOKENS);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            lines.put(PREFIX + namesAndValues[i], namesAndValues[i + 1]);
        }
        return lines;
    }

    /** What a start says, which is that of Boot's analysis: property, value and reason. */
    private static String refusal(Map<String, String> lines) {
        StringBuilder said = new StringBuilder();
        assertThatThrownBy(() -> bind(lines)).isInstanceOf(BindException.class).satisfies(failure -> {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof InvalidConfigurationPropertyValueException refused) {
                    said.append(refused.getName()).append(": ").append(refused.getReason());
                    said.append(" (").append(refused.getValue()).append(')');
                }
            }
        });
        return said.toString();
    }

    private static ConsoleProperties console() {
        return new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate(ConsoleProperties.PREFIX, ConsoleProperties.class);
    }

    private static OAuth2Properties bind(Map<String, String> lines) {
        return new Binder(new MapConfigurationPropertySource(lines))
                .bindOrCreate(OAuth2Properties.PREFIX, OAuth2Properties.class);
    }
}
