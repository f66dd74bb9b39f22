package io.millrace.ui;

import io.millrace.control.ApplicationControl;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What every page is given. */
@ControllerAdvice(assignableTypes = {PageController.class, TopologyPages.class})
final class PageModel {

    private final ApplicationControl control;
    private final ConsoleAssets assets;

    PageModel(ApplicationControl control, ConsoleAssets assets) {
        this.control = control;
        this.assets = assets;
    }

    /** Not {@code application}: Thymeleaf keeps that name for attributes of the server. */
    @ModelAttribute("applicationName")
    String applicationName() {
        return control.application();
    }

    /** Whether there is a page of a cluster to go to. */
    @ModelAttribute("isClustered")
    boolean isClustered() {
        return control.cluster().isPresent();
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
