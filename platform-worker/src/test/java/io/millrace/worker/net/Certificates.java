package io.millrace.worker.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** A key and a certificate that is signed by itself, made at run time by the JDK's keytool. */
public final class Certificates {

    private static final String PASSWORD = "not a secret";

    private final Path file;
    private final KeyStore store;

    private Certificates(Path file, KeyStore store) {
        this.file = file;
        this.store = store;
    }

    /** For names and addresses such as {@code dns:localhost,ip:127.0.0.1}. */
    public static Certificates of(Path folder, String name, String subjects) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        "2",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=" + subjects,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor()).as(output).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return new Certificates(file, store);
    }

    /** The PKCS12 store in which it is. */
    public Path file() {
        return file;
    }

    /** What opens the store. */
    public String password() {
        return PASSWORD;
    }

    /** Shows this one, and trusts those of others. */
    Tls trusting(Certificates... others) throws Exception {
        return Tls.mutual(keys(), trust(others), Set.of("TLSv1.3"), Set.of());
    }

    private KeyManagerFactory keys() throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        return keys;
    }

    private static TrustManagerFactory trust(Certificates... others) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (Certificates other : others) {
            String alias = other.store.aliases().nextElement();
            trusted.setCertificateEntry(alias, other.store.getCertificate(alias));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        return trust;
    }
}
