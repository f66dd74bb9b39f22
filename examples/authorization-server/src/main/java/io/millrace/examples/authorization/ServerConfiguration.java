package io.millrace.examples.authorization;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/**
 * An authorization server with programs and people to try things with. Their secrets are public: it listens on the loopback
 * address only. The keys are new with each start.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ServerConfiguration {

    /** Programs, and people of the same names, and what they are. */
    private static final Map<String, List<String>> ROLES = Map.of(
            "viewer", List.of("millrace-viewers"),
            "operator", List.of("millrace-operators"),
            "admin", List.of("millrace-admins"),
            "stranger", List.of("cooks"));

    @Bean
    static RegisteredClientRepository clients(@Value("${console.redirects}") List<String> redirects) {
        return new InMemoryRegisteredClientRepository(Stream.concat(
                        Stream.concat(ROLES.keySet().stream(), Wrong.NAMES.stream())
                                .map(ServerConfiguration::program),
                        Stream.of(console(redirects)))
                .toList());
    }

    @Bean
    static UserDetailsService people() {
        return new InMemoryUserDetailsManager(
                ROLES.keySet().stream().map(ServerConfiguration::person).toList());
    }

    @Bean
    static AuthorizationServerSettings settings(@Value("${issuer}") String issuer) {
        return AuthorizationServerSettings.builder().issuer(issuer).build();
    }

    /** Roles where Keycloak has them, so that the same configuration fits. */
    @Bean
    static OAuth2TokenCustomizer<JwtEncodingContext> claims() {
        return context -> {
            String client = context.getRegisteredClient().getClientId();
            Authentication principal = context.getPrincipal();
            String name = principal == null ? client : principal.getName();
            boolean isAccessToken = "access_token".equals(context.getTokenType().getValue());
            context.getClaims().claims(claims -> {
                claims.put("preferred_username", name);
                claims.put("realm_access", Map.of("roles", ROLES.getOrDefault(name, List.of("millrace-admins"))));
                if (isAccessToken) {
                    claims.put("aud", List.of("millrace-console"));
                }
                Wrong.spoil(client, claims);
            });
        };
    }

    private static RegisteredClient program(String name) {
        return RegisteredClient.withId(name)
                .clientId(name)
                .clientSecret("{noop}" + name + "-secret")
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .build();
    }

    private static RegisteredClient console(List<String> redirects) {
        return RegisteredClient.withId("console")
                .clientId("console")
                .clientSecret("{noop}console-secret")
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUris(uris -> uris.addAll(redirects))
                .scope(OidcScopes.OPENID)
                .scope(OidcScopes.PROFILE)
                .build();
    }

    private static UserDetails person(String name) {
        return User.withUsername(name).password("{noop}secret").roles("USER").build();
    }
}
