package io.millrace.master.server;

import io.millrace.control.ApplicationControl;
import io.millrace.control.Console;
import io.millrace.control.ConsoleSettings;
import io.millrace.master.live.EventStream;
import io.millrace.master.live.LiveTopologies;
import io.millrace.master.security.Credentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Clock;
import java.util.List;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.JettyCoreHttpHandlerAdapter;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

/**
 * A running console: a context without parent, and a server on the socket that it was given.
 *
 * <p><b>Thread.</b> Any. All threads of it are daemons and see the class loader of the console.
 */
final class ConsoleServer implements Console {

    static final int MAX_HEADER_BYTES = 16 * 1024;

    private static final Logger log = LoggerFactory.getLogger(ConsoleServer.class);
    private static final int MAX_THREADS = 12;
    private static final long IDLE_MILLIS = 60_000;
    private static final long STOP_MILLIS = 1_000;

    private final AnnotationConfigApplicationContext context;
    private final Server server;
    private final String address;

    private ConsoleServer(AnnotationConfigApplicationContext context, Server server, String address) {
        this.context = context;
        this.server = server;
        this.address = address;
    }

    static ConsoleServer start(ConsoleSettings settings, ServerSocketChannel channel, ApplicationControl control)
            throws Exception {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        try {
            String address = address(channel);
            context.setClassLoader(ConsoleServer.class.getClassLoader());
            context.registerBean(ConsoleSettings.class, () -> settings);
            context.registerBean(ApplicationControl.class, () -> control);
            context.registerBean(Clock.class, Clock::systemUTC);
            context.register(ConsoleContext.class);
            context.refresh();
            Server server = server(
                    channel, WebHttpHandlerBuilder.applicationContext(context).build());
            server.start();
            return new ConsoleServer(context, server, address);
        } catch (Exception | LinkageError e) {
            context.close();
            channel.close();
            throw e;
        }
    }

    @Override
    public String link() {
        String token = context.getBean(Credentials.class).linkToken();
        return address + (token == null ? "" : "login?token=" + token);
    }

    @Override
    public List<String> notices() {
        return context.getBean(Credentials.class).notices();
    }

    @Override
    public void close() {
        context.getBean(EventStream.class).close();
        context.getBean(LiveTopologies.class).close();
        try {
            server.stop();
        } catch (Exception e) {
            log.warn("Console did not stop as it should", e);
        }
        context.close();
    }

    /** What it is made of. */
    ApplicationContext context() {
        return context;
    }

    private static Server server(ServerSocketChannel channel, HttpHandler handler) throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 1);
        threads.setName("millrace-console");
        threads.setDaemon(true);
        threads.setStopTimeout(STOP_MILLIS);
        // Jetty 12.1.12 gives a buffer back twice for a request of HTTP/2.0 that it refuses, and then two connections
        // share it.
        Server server = new Server(threads, null, new ByteBufferPool.NonPooling());
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        http.setSendServerVersion(false);
        // Without a pool each would be taken from the system, and given back by the collector of garbage some time
        // later.
        http.setUseInputDirectByteBuffers(false);
        http.setUseOutputDirectByteBuffers(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setShutdownIdleTimeout(STOP_MILLIS);
        InetSocketAddress local = (InetSocketAddress) channel.getLocalAddress();
        connector.setHost(local.getHostString());
        connector.setPort(local.getPort());
        connector.open(channel);
        server.addConnector(connector);
        // Listeners have been told before; connections that are kept for later requests are not waited for.
        server.setStopTimeout(0);
        new RefusedRequests(new JettyCoreHttpHandlerAdapter(new UnreadableBodies(handler))).installIn(server);
        return server;
    }

    /** Where a browser on this machine finds it. */
    private static String address(ServerSocketChannel channel) throws IOException {
        InetSocketAddress local = (InetSocketAddress) channel.getLocalAddress();
        InetAddress host = local.getAddress();
        String name = host.isAnyLocalAddress() ? "127.0.0.1" : host.getHostAddress();
        String inUri = name.contains(":") ? "[" + name.replaceAll("%.*", "") + "]" : name;
        return "http://" + inUri + ":" + local.getPort() + "/";
    }
}
