package io.millrace.ui;

import io.millrace.control.ApplicationControl;
import io.millrace.control.ConsoleSettings;
import io.millrace.control.OAuth2Settings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.config.ResourceHandlerRegistry;
import org.springframework.web.reactive.config.ViewResolverRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.thymeleaf.spring6.SpringWebFluxTemplateEngine;
import org.thymeleaf.spring6.templateresolver.SpringResourceTemplateResolver;
import org.thymeleaf.spring6.view.reactive.ThymeleafReactiveViewResolver;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * The pages of the console and what they are made of, for a WebFlux context that holds an {@link ApplicationControl}.
 *
 * <p><b>Contract.</b> Security belongs to the context: everything but {@code /login} and {@code /assets/**} is meant for
 * users who are signed in. The pages hold names and counts; figures that move come from REST.
 */
@Configuration(proxyBeanMethods = false)
public class ConsolePages implements WebFluxConfigurer {

    private static final String HOME = "classpath:/io/millrace/console/";

    private final ObjectProvider<ThymeleafReactiveViewResolver> views;
    private final ConsoleAssets assets = ConsoleAssets.load();

    /** Takes the view resolver late, for it is a bean of this very configuration. */
    public ConsolePages(ObjectProvider<ThymeleafReactiveViewResolver> views) {
        this.views = views;
    }

    @Override
    public void configureViewResolvers(ViewResolverRegistry registry) {
        registry.viewResolver(views.getObject());
    }

    /** The digest is part of the address, so that a browser may keep an asset for good and never sees an old one. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler(assets.path() + "/**")
                .addResourceLocations(HOME + "assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
    }

    @Bean
    static SpringResourceTemplateResolver consoleTemplates() {
        SpringResourceTemplateResolver resolver = new SpringResourceTemplateResolver();
        resolver.setPrefix(HOME + "templates/");
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
        return resolver;
    }

    @Bean
    static SpringWebFluxTemplateEngine consoleTemplateEngine(SpringResourceTemplateResolver consoleTemplates) {
        SpringWebFluxTemplateEngine engine = new SpringWebFluxTemplateEngine();
        engine.setTemplateResolver(consoleTemplates);
        return engine;
    }

    @Bean
    static ThymeleafReactiveViewResolver consoleViews(SpringWebFluxTemplateEngine consoleTemplateEngine) {
        ThymeleafReactiveViewResolver resolver = new ThymeleafReactiveViewResolver();
        resolver.setTemplateEngine(consoleTemplateEngine);
        resolver.setDefaultCharset(StandardCharsets.UTF_8);
        // Of itself it would call a page whatever the client asks for, a script or a stream included.
        resolver.setSupportedMediaTypes(List.of(MediaType.TEXT_HTML));
        return resolver;
    }

    @Bean
    static PageController pageController(ApplicationControl control, ObjectProvider<ConsoleSettings> settings) {
        ConsoleSettings found = settings.getIfAvailable();
        OAuth2Settings oauth2 = found == null ? null : found.oauth2();
        String issuer = oauth2 == null || oauth2.login() == null
                ? null
                : URI.create(oauth2.issuer()).getHost();
        return new PageController(control, issuer);
    }

    @Bean
    static TopologyPages topologyPages(ApplicationControl control) {
        return new TopologyPages(control);
    }

    @Bean
    PageModel pageModel(ApplicationControl control) {
        return new PageModel(control, assets);
    }

    @Bean
    static MissingPageMapping missingPageMapping(PageController pages) {
        return new MissingPageMapping(pages);
    }
}
