package io.millrace.examples.cluster;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Stands in for an application: says how it was started, answers where its console would be, and waits for its end. */
public final class StandIn {

    private StandIn() {}

    public static void main(String[] args) throws Exception {
        Path checkpoints = Path.of(System.getProperty("millrace.checkpoint.folder"));
        Files.writeString(checkpoints.resolve(System.getProperty("millrace.cluster.port")), "");
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("millrace.") || name.equals("server.port"))
                .sorted()
                .forEach(name -> System.out.println(name + "=" + System.getProperty(name)));
        System.out.println("heap=" + (Runtime.getRuntime().maxMemory() >> 20));
        System.out.println(
                "secret has " + System.getenv("MILLRACE_CLUSTER_SECRET").length() + " characters");
        int port = Integer.getInteger("millrace.console.port");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        server.createContext("/health", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> System.out.println("stopped at " + System.currentTimeMillis())));
        System.out.println("Stand-in runs; console http://127.0.0.1:" + port + "/login");
        new CountDownLatch(1).await();
    }
}
