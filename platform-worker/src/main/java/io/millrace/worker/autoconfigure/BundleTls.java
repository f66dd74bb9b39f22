package io.millrace.worker.autoconfigure;

import io.millrace.worker.net.Tls;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
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

    /**
     * The same, with the bundle that a property names.
     *
     * @throws ClusterStartException if there is none of this name, or its stores cannot be used
     */
    static Tls named(String name, SslBundles bundles) {
        try {
            return of(bundles.getBundle(name));
        } catch (NoSuchSslBundleException e) {
            throw new ClusterStartException(
                    "SSL bundle of the cluster is not there: millrace.cluster.ssl-bundle=" + name + ", known="
                            + new TreeSet<>(bundles.getBundleNames()) + "; define it under spring.ssl.bundle.pem or"
                            + " spring.ssl.bundle.jks, or correct the name",
                    e);
        } catch (RuntimeException e) {
            throw new ClusterStartException(
                    "SSL bundle of the cluster cannot be used: millrace.cluster.ssl-bundle=" + name + ", cause="
                            + e.getMessage() + "; correct its stores under spring.ssl.bundle",
                    e);
        }
    }

    private static Set<String> set(String @Nullable [] names) {
        return names == null ? Set.of() : Set.of(names);
    }
}
