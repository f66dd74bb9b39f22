package io.millrace.acceptance.probe;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Somebody's application. Prints what it is made of, and then waits until its standard input is closed. */
@SpringBootApplication
public class ProbeApplication {

    public static void main(String[] args) throws IOException {
        SpringApplication application = new SpringApplication(ProbeApplication.class);
        ConfigurableApplicationContext context = application.run(args);
        say("ready-millis", ManagementFactory.getRuntimeMXBean().getUptime());
        say("web-type", application.getWebApplicationType());
        for (String name : new TreeSet<>(List.of(context.getBeanDefinitionNames()))) {
            Class<?> type = context.getType(name, false);
            say("bean", name + " " + (type == null ? null : type.getName().replaceAll("\\$\\$.*|/0x.*", "")));
        }
        if (List.of(args).contains("--probe.rest-client")) {
            RestClientProbe.describe().forEach(line -> say("rest-client", line));
        }
        say("port", context.getEnvironment().getProperty("local.server.port"));
        if (List.of(args).contains("--probe.console")) {
            awaitListeners(2);
        }
        say("listeners", listeners().size());
        say("ready", true);
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
        System.exit(SpringApplication.exit(context));
    }

    private static void awaitListeners(int count) throws IOException {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (listeners().size() < count && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }

    static void say(String what, Object value) {
        System.out.println("PROBE " + what + "=" + value);
    }

    /** The sockets on which this process listens, as Linux tells them. */
    private static Set<String> listeners() throws IOException {
        Set<String> own = new HashSet<>();
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : open.toList()) {
                try {
                    own.add(Files.readSymbolicLink(descriptor).toString());
                } catch (IOException e) {
                    // Closed since the list was made, as the one that made the list.
                }
            }
        }
        Set<String> listening = new HashSet<>();
        for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] columns = line.trim().split("\\s+");
                if (columns[3].equals("0A") && own.contains("socket:[" + columns[9] + "]")) {
                    listening.add(columns[9]);
                }
            }
        }
        return listening;
    }
}
