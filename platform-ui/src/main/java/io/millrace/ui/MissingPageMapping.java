package io.millrace.ui;

import java.lang.reflect.Method;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.handler.AbstractHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/** Leads every address that nobody else takes to a page that says so. REST and assets keep their own answers. */
final class MissingPageMapping extends AbstractHandlerMapping {

    private static final PathPattern REST = PathPatternParser.defaultInstance.parse("/api/**");
    private static final PathPattern ASSETS = PathPatternParser.defaultInstance.parse("/assets/**");

    private final HandlerMethod missing;

    MissingPageMapping(PageController pages) {
        missing = new HandlerMethod(pages, missingPage());
        setOrder(Ordered.LOWEST_PRECEDENCE);
    }

    @Override
    protected Mono<?> getHandlerInternal(ServerWebExchange exchange) {
        PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
        boolean isPage = HttpMethod.GET.equals(exchange.getRequest().getMethod())
                && !REST.matches(path)
                && !ASSETS.matches(path);
        return isPage ? Mono.just(missing) : Mono.empty();
    }

    private static Method missingPage() {
        try {
            return PageController.class.getDeclaredMethod("missing");
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("The page for missing pages is missing", e);
        }
    }
}
