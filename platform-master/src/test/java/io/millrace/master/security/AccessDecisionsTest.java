package io.millrace.master.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.control.ConsoleSettings.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import reactor.core.publisher.Mono;

class AccessDecisionsTest {

    private final AccessDecisions decisions = new AccessDecisions(
            AccessRules.TABLE,
            exchange -> exchange.getRequest().getPath().value().startsWith("/nothing")
                    ? MatchResult.match()
                    : MatchResult.notMatch());

    @ParameterizedTest
    @MethodSource("rules")
    void shouldFindEachRuleOfTheTable(AccessRule rule) {
        String path = rule.pattern().replace("**", "a/b").replaceAll("\\{[^}]*}", "x");

        for (HttpMethod method : rule.methods()) {
            assertThat(decisions.find(method, PathContainer.parsePath(path)))
                    .as("%s %s", method, path)
                    .isSameAs(rule);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1",
        "GET, /api/v1/applications/",
        "GET, /api/v1/applications/demo/more",
        "POST, /api/v1/applications",
        "PUT, /login",
        "GET, /API/v1/applications",
    })
    void shouldFindNoRuleForWhatIsNotInTheTable(String method, String path) {
        assertThat(decisions.find(HttpMethod.valueOf(method), PathContainer.parsePath(path)))
                .isNull();
    }

    @Test
    void shouldLeaveWhatHasNoRuleToAdministrators() {
        assertThat(isGranted("/forgotten", Role.ADMIN)).isTrue();
        assertThat(isGranted("/forgotten", Role.OPERATOR)).isFalse();
        assertThat(isGranted("/nothing", Role.VIEWER)).isTrue();
        assertThat(isGranted("/api/v1/audit", Role.OPERATOR)).isFalse();
        assertThat(isGranted("/api/v1/audit", Role.ADMIN)).isTrue();
    }

    @Test
    void shouldAskForNoLoginWhereNoneIsNeeded() {
        assertThat(isGranted("/health", Mono.empty())).isTrue();
        assertThat(isGranted("/cluster", Mono.empty())).isFalse();
        assertThat(isGranted("/nothing", Mono.empty())).isFalse();
    }

    private static List<AccessRule> rules() {
        return AccessRules.TABLE;
    }

    private boolean isGranted(String path, Role role) {
        TestingAuthenticationToken login =
                new TestingAuthenticationToken("ada", null, List.copyOf(ConsoleUser.authorities(role)));
        return isGranted(path, Mono.just(login));
    }

    private boolean isGranted(String path, Mono<Authentication> login) {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get(path));
        AuthorizationResult result =
                decisions.authorize(login, new AuthorizationContext(exchange)).block();
        return result != null && result.isGranted();
    }
}
