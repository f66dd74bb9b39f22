package io.millrace.master.security;

import static io.millrace.control.ConsoleSettings.Role.ADMIN;
import static io.millrace.control.ConsoleSettings.Role.OPERATOR;
import static io.millrace.control.ConsoleSettings.Role.VIEWER;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import io.millrace.control.ConsoleSettings.Role;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.web.server.ServerHttpSecurity.AuthorizeExchangeSpec;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;

/**
 * Who may do what, endpoint by endpoint. What does not stand here is for administrators, so that an endpoint that somebody
 * forgets is closed and not open.
 */
final class AccessRules {

    private static final String REST = "/api/v1";
    private static final String TOPOLOGY = REST + "/applications/{application}/topologies/{topology}";

    /** All rules; no two are for the same request. */
    static final List<AccessRule> TABLE = List.of(
            // Whether the process answers; the login and its look.
            AccessRule.open(GET, "/health"),
            AccessRule.open(GET, "/login"),
            AccessRule.open(POST, "/login"),
            AccessRule.open(GET, "/login/oauth2"),
            AccessRule.open(GET, "/login/oauth2/code"),
            AccessRule.open(GET, "/assets/**"),
            // Pages.
            rule(GET, "/", VIEWER),
            rule(GET, "/applications/{application}/topologies/{topology}", VIEWER),
            rule(GET, "/applications/{application}/topologies/{topology}/tasks", VIEWER),
            rule(GET, "/applications/{application}/topologies/{topology}/metrics", VIEWER),
            rule(GET, "/applications/{application}/topologies/{topology}/events", VIEWER),
            rule(GET, "/applications/{application}/topologies/{topology}/dead-letters", VIEWER),
            rule(GET, "/applications/{application}/topologies/{topology}/checkpoints", VIEWER),
            rule(GET, "/applications/{application}/topologies/{topology}/configuration", VIEWER),
            rule(GET, "/cluster", VIEWER),
            rule(POST, "/logout", VIEWER),
            // REST: who is logged in, and the cluster.
            rule(GET, REST + "/session", VIEWER),
            rule(GET, REST + "/openapi.json", VIEWER),
            rule(GET, REST + "/cluster", VIEWER),
            rule(GET, REST + "/cluster/members/{member}", VIEWER),
            rule(GET, REST + "/cluster/members/{member}/logs", OPERATOR),
            // REST: what runs.
            rule(GET, REST + "/applications", VIEWER),
            rule(GET, REST + "/applications/{application}", VIEWER),
            rule(GET, TOPOLOGY, VIEWER),
            rule(GET, TOPOLOGY + "/live", VIEWER),
            rule(GET, TOPOLOGY + "/tasks", VIEWER),
            rule(GET, TOPOLOGY + "/metrics", VIEWER),
            rule(GET, TOPOLOGY + "/metrics/{metric}", VIEWER),
            rule(GET, TOPOLOGY + "/events", VIEWER),
            rule(GET, REST + "/events", VIEWER),
            rule(GET, REST + "/events/live", VIEWER),
            // REST: start and stop.
            rule(POST, TOPOLOGY + "/start", OPERATOR),
            rule(POST, TOPOLOGY + "/stop", OPERATOR),
            rule(POST, TOPOLOGY + "/cancel", OPERATOR),
            rule(POST, TOPOLOGY + "/drain", OPERATOR),
            rule(POST, TOPOLOGY + "/restart", OPERATOR),
            // REST: what is kept.
            rule(GET, TOPOLOGY + "/checkpoints", VIEWER),
            rule(GET, TOPOLOGY + "/savepoints", VIEWER),
            rule(POST, TOPOLOGY + "/savepoints", OPERATOR),
            rule(DELETE, TOPOLOGY + "/savepoints/{id}", ADMIN),
            rule(GET, TOPOLOGY + "/dead-letters", VIEWER),
            rule(POST, TOPOLOGY + "/dead-letters/replay", OPERATOR),
            rule(DELETE, TOPOLOGY + "/dead-letters", OPERATOR),
            // REST: what not everybody should see.
            rule(POST, TOPOLOGY + "/operators/{operator}/tap", OPERATOR),
            rule(GET, REST + "/configuration", ADMIN),
            rule(GET, REST + "/audit", ADMIN));

    private AccessRules() {}

    /**
     * Makes the rules those of a server. All of them are one for Spring Security: of many it asks one after the other, and
     * puts into words for its log what it does, whether anybody reads the log or not.
     *
     * @param unknown what is not there, which everybody may know who has logged in
     */
    static void apply(AuthorizeExchangeSpec spec, ServerWebExchangeMatcher unknown) {
        spec.anyExchange().access(new AccessDecisions(TABLE, unknown));
    }

    private static AccessRule rule(HttpMethod method, String pattern, Role lowest) {
        return new AccessRule(method, pattern, lowest);
    }
}
