package io.millrace.ui;

import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What every page is given. */
@ControllerAdvice(assignableTypes = PageController.class)
final class PageModel {

    private final String application;
    private final ConsoleAssets assets;

    PageModel(String application, ConsoleAssets assets) {
        this.application = application;
        this.assets = assets;
    }

    /** Not {@code application}: Thymeleaf keeps that name for attributes of the server. */
    @ModelAttribute("applicationName")
    String applicationName() {
        return application;
    }

    @ModelAttribute("assets")
    String assets() {
        return assets.path();
    }

    /** The token that a form must send back; none where the context has no such protection. */
    @ModelAttribute("_csrf")
    Mono<CsrfToken> csrfToken(ServerWebExchange exchange) {
        Mono<CsrfToken> token = exchange.getAttribute(CsrfToken.class.getName());
        return token == null ? Mono.empty() : token;
    }
}
