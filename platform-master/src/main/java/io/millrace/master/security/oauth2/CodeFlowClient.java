package io.millrace.master.security.oauth2;

import io.millrace.control.OAuth2Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/**
 * What the console is at an issuer.
 *
 * @param issuer address of the issuer
 * @param id name of the console there
 * @param secret its secret there
 * @param scopes what it asks for
 * @param baseUrl address of the console in browsers, without a slash at the end; null for that of the request
 */
record CodeFlowClient(
        String issuer,
        String id,
        String secret,
        List<String> scopes,
        @Nullable String baseUrl) {

    /** There is one. */
    static final String REGISTRATION = "console";

    static CodeFlowClient of(String issuer, OAuth2Settings.Login login) {
        String base = login.baseUrl();
        return new CodeFlowClient(
                issuer,
                login.clientId(),
                login.clientSecret(),
                login.scopes(),
                base != null && base.endsWith("/") ? base.substring(0, base.length() - 1) : base);
    }

    /** Whether browsers come by HTTPS, as far as it is known without a request. */
    boolean isSecure() {
        return baseUrl != null && baseUrl.startsWith("https:");
    }

    /** As the library wants it, with proof of who has begun a flow (PKCE). */
    ClientRegistration registration(IssuerMetadata metadata) {
        if (metadata.authorization() == null || metadata.token() == null) {
            throw new IssuerUnavailableException("Issuer has no place where people sign in: issuer=" + issuer, null);
        }
        return ClientRegistration.withRegistrationId(REGISTRATION)
                .issuerUri(issuer)
                .clientId(id)
                .clientSecret(secret)
                .clientAuthenticationMethod(authentication(metadata))
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .clientSettings(ClientRegistration.ClientSettings.builder()
                        .requireProofKey(true)
                        .build())
                .redirectUri((baseUrl == null ? "{baseUrl}" : baseUrl) + CodeFlow.RETURN)
                .scope(scopes)
                .authorizationUri(metadata.authorization().toString())
                .tokenUri(metadata.token().toString())
                .jwkSetUri(metadata.keys().toString())
                .build();
    }

    private static ClientAuthenticationMethod authentication(IssuerMetadata metadata) {
        List<String> known = metadata.clientAuthentications();
        boolean isByForm = !known.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC.getValue())
                && known.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST.getValue());
        return isByForm
                ? ClientAuthenticationMethod.CLIENT_SECRET_POST
                : ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "CodeFlowClient[issuer=" + issuer + ", id=" + id + ", scopes=" + scopes + ", baseUrl=" + baseUrl + "]";
    }
}
