package io.millrace.master.server;

import io.millrace.master.security.oauth2.CodeFlow;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.authentication.logout.LogoutWebFilter;
import org.springframework.web.reactive.handler.AbstractUrlHandlerMapping;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.WebFilter;

/** Everything that a console answers, as {@code METHOD pattern}, found in its context. */
final class Endpoints {

    /** Filters that answer by themselves. */
    private static final Map<Class<? extends WebFilter>, String> FILTERS =
            Map.of(AuthenticationWebFilter.class, "POST /login", LogoutWebFilter.class, "POST /logout");

    private Endpoints() {}

    static Set<String> of(ApplicationContext context) {
        // All assets are below one folder, whose name changes with what is in them.
        return exactlyOf(context).stream()
                .map(endpoint -> endpoint.replaceAll("^GET /assets/[0-9a-f]{16}/", "GET /assets/"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The same with the real address of assets. */
    static Set<String> exactlyOf(ApplicationContext context) {
        Set<String> found = new TreeSet<>();
        context.getBeansOfType(RequestMappingHandlerMapping.class)
                .values()
                .forEach(mapping -> mapping.getHandlerMethods().keySet().forEach(info -> add(info, found)));
        context.getBeansOfType(AbstractUrlHandlerMapping.class)
                .values()
                .forEach(mapping -> mapping.getHandlerMap()
                        .keySet()
                        .forEach(pattern -> found.add("GET " + pattern.getPatternString())));
        if (filters(context)
                .anyMatch(filter -> filter.getClass().getSimpleName().equals("SignInFilter"))) {
            found.addAll(Set.of("GET " + CodeFlow.START, "GET " + CodeFlow.RETURN));
        }
        filters(context)
                .map(filter -> FILTERS.get(filter.getClass()))
                .filter(endpoint -> endpoint != null)
                .forEach(found::add);
        return found;
    }

    private static Stream<WebFilter> filters(ApplicationContext context) {
        return context.getBeansOfType(SecurityWebFilterChain.class).values().stream()
                .flatMap(chain -> chain.getWebFilters().toStream());
    }

    private static void add(RequestMappingInfo info, Set<String> found) {
        Set<String> methods = new TreeSet<>();
        info.getMethodsCondition().getMethods().forEach(method -> methods.add(method.name()));
        if (methods.isEmpty()) {
            methods.add("ANY");
        }
        info.getPatternsCondition().getPatterns().forEach(pattern -> {
            String path = pattern.getPatternString().isEmpty() ? "/" : pattern.getPatternString();
            methods.forEach(method -> found.add(method + " " + path));
        });
    }
}
