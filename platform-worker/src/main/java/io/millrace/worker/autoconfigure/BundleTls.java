package io.millrace.worker.autoconfigure;

import io.millrace.worker.net.Tls;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;

/** Secures connections between executors by one of Spring Boot's SSL bundles: each side shows its key, and trusts its trust store. */
public final class BundleTls {

    private BundleTls() {}

    /**
     * Mutual TLS with the keys, the trust and the options of a bundle.
     *
     * @throws RuntimeException if its stores cannot be used
     */
    public static Tls of(SslBundle bundle) {
        SslOptions options = bundle.getOptions();
        return Tls.mutual(
                bundle.getManagers().getKeyManagerFactory(),
                bundle.getManagers().getTrustManagerFactory(),
                set(options.getEnabledProtocols()),
                set(options.getCiphers()));
    }

    private static Set<String> set(String @Nullable [] names) {
        return names == null ? Set.of() : Set.of(names);
    }
}
