package io.millrace.worker.net;

import io.netty.channel.Channel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import reactor.netty.tcp.SslProvider;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/**
 * How connections between executors are secured. Whoever dials makes sure that the certificate of the other side is for the
 * name or address that was dialled.
 *
 * <p><b>Thread.</b> Immutable.
 */
public final class Tls {

    private static final byte[] NO_BINDING = {};

    private final SslContext server;
    private final SslContext client;

    private Tls(SslContext server, SslContext client) {
        this.server = server;
        this.client = client;
    }

    /** Ready-made contexts; whether certificates of clients are asked for is up to the one of the server. */
    public static Tls of(SslContext server, SslContext client) {
        return new Tls(server, client);
    }

    /**
     * Mutual TLS of the JDK: each side shows a certificate, and trusts that of the other.
     *
     * @param keys what we show
     * @param trust whom we trust
     * @param protocols versions to allow; empty for those of the JDK
     * @param ciphers ciphers to allow; empty for those of the JDK
     */
    public static Tls mutual(
            KeyManagerFactory keys, TrustManagerFactory trust, Set<String> protocols, Set<String> ciphers) {
        try {
            SslContextBuilder server =
                    SslContextBuilder.forServer(keys).trustManager(trust).clientAuth(ClientAuth.REQUIRE);
            SslContextBuilder client =
                    SslContextBuilder.forClient().keyManager(keys).trustManager(trust);
            return new Tls(build(server, protocols, ciphers), build(client, protocols, ciphers));
        } catch (SSLException e) {
            throw new IllegalArgumentException(
                    "TLS cannot be set up: protocols=" + protocols + ", ciphers=" + ciphers + "; see the cause", e);
        }
    }

    TcpServer secure(TcpServer plain, NetTimes times) {
        return plain.secure(spec -> provider(spec, server, times));
    }

    TcpClient secure(TcpClient plain, NetTimes times) {
        return plain.secure(
                spec -> provider(spec, client, times).handlerConfigurator(handler -> verifyName(handler.engine())));
    }

    /**
     * SHA-256 over the certificate of the server, at both ends of a secured channel; empty without TLS. As
     * "tls-server-end-point" of RFC 5929, but with the same digest for all kinds of signatures.
     */
    static byte[] channelBinding(Channel channel) {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        if (handler == null) {
            return NO_BINDING;
        }
        try {
            Certificate certificate = serverCertificate(handler.engine());
            return certificate == null
                    ? NO_BINDING
                    : MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        } catch (GeneralSecurityException | SSLException e) {
            return NO_BINDING;
        }
    }

    private static @Nullable Certificate serverCertificate(SSLEngine engine) throws SSLException {
        SSLSession session = engine.getSession();
        Certificate[] chain =
                engine.getUseClientMode() ? session.getPeerCertificates() : session.getLocalCertificates();
        return chain == null || chain.length == 0 ? null : chain[0];
    }

    private static SslContext build(SslContextBuilder builder, Set<String> protocols, Set<String> ciphers)
            throws SSLException {
        if (!protocols.isEmpty()) {
            builder.protocols(protocols);
        }
        if (!ciphers.isEmpty()) {
            builder.ciphers(ciphers);
        }
        return builder.sslProvider(io.netty.handler.ssl.SslProvider.JDK).build();
    }

    private static SslProvider.Builder provider(SslProvider.SslContextSpec spec, SslContext context, NetTimes times) {
        return spec.sslContext(context)
                .handshakeTimeoutMillis(times.connectMillis())
                .closeNotifyFlushTimeoutMillis(times.lingerMillis())
                .closeNotifyReadTimeoutMillis(0);
    }

    private static void verifyName(SSLEngine engine) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
    }
}
