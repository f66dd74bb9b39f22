package io.millrace.master.security;

import io.millrace.control.ConsoleSettings.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.authorization.AuthenticatedReactiveAuthorizationManager;
import org.springframework.security.authorization.AuthorityReactiveAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Finds the rule of a request, and lets it decide. What has none is for administrators, but everybody who has logged in may
 * know that something is not there.
 *
 * <p><b>Thread.</b> Any.
 */
final class AccessDecisions implements ReactiveAuthorizationManager<AuthorizationContext> {

    private static final ReactiveAuthorizationManager<AuthorizationContext> OPEN =
            (authentication, context) -> Mono.just(new AuthorizationDecision(true));
    private static final ReactiveAuthorizationManager<AuthorizationContext> LOGGED_IN =
            AuthenticatedReactiveAuthorizationManager.authenticated();

    private final Map<HttpMethod, List<Entry>> byMethod = new HashMap<>();
    private final Map<Role, ReactiveAuthorizationManager<AuthorizationContext>> byRole = new HashMap<>();
    private final ServerWebExchangeMatcher unknown;

    /**
     * Decides by rules, of which no two are for the same request.
     *
     * @param unknown what is not there
     */
    AccessDecisions(List<AccessRule> rules, ServerWebExchangeMatcher unknown) {
        this.unknown = unknown;
        for (Role role : Role.values()) {
            byRole.put(role, AuthorityReactiveAuthorizationManager.hasRole(role.name()));
        }
        for (AccessRule rule : rules) {
            Entry entry = new Entry(PathPatternParser.defaultInstance.parse(rule.pattern()), rule);
            rule.methods()
                    .forEach(method -> byMethod.computeIfAbsent(method, first -> new ArrayList<>())
                            .add(entry));
        }
    }

    @Override
    public Mono<AuthorizationResult> authorize(Mono<Authentication> authentication, AuthorizationContext context) {
        ServerHttpRequest request = context.getExchange().getRequest();
        AccessRule rule = find(request.getMethod(), request.getPath().pathWithinApplication());
        if (rule != null) {
            return decision(rule.lowest()).authorize(authentication, context);
        }
        return unknown.matches(context.getExchange())
                .flatMap(found ->
                        (found.isMatch() ? LOGGED_IN : decision(Role.ADMIN)).authorize(authentication, context));
    }

    /** The rule for a request, or null if there is none. */
    @Nullable
    AccessRule find(HttpMethod method, PathContainer path) {
        for (Entry entry : byMethod.getOrDefault(method, List.of())) {
            if (entry.pattern().matches(path)) {
                return entry.rule();
            }
        }
        return null;
    }

    private ReactiveAuthorizationManager<AuthorizationContext> decision(@Nullable Role lowest) {
        return lowest == null ? OPEN : Objects.requireNonNull(byRole.get(lowest));
    }

    private record Entry(PathPattern pattern, AccessRule rule) {}
}
