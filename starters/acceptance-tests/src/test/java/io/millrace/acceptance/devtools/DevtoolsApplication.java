package io.millrace.acceptance.devtools;

import io.millrace.source.Sources;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;

/** Has devtools restart it again and again; each time a topology has to run before the next. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class DevtoolsApplication {

    private static final String COUNT = "probe.restarts";

    private final CountDownLatch received = new CountDownLatch(10);

    public static void main(String[] args) {
        SpringApplication.run(DevtoolsApplication.class, args);
    }

    @Bean
    Topology numbers() {
        TopologyBuilder topology = TopologyBuilder.named("numbers");
        topology.source("ticks", Sources.steady(1000, number -> number))
                .blockingSink("output", number -> received.countDown());
        return topology.build();
    }

    @EventListener(ApplicationReadyEvent.class)
    void restart() throws Exception {
        if (!received.await(30, TimeUnit.SECONDS)) {
            System.out.println("PROBE stuck");
            System.exit(3);
        }
        // A property of the JVM: everything else is loaded anew.
        int restarts = Integer.getInteger(COUNT, 0);
        System.out.println("PROBE restart=" + restarts + " "
                + getClass().getClassLoader().getClass().getSimpleName() + " threads=" + millraceThreads());
        if (restarts == 20) {
            System.exit(0);
        }
        System.setProperty(COUNT, Integer.toString(restarts + 1));
        new Thread(DevtoolsApplication::restartWithDevtools, "restarts").start();
    }

    private static void restartWithDevtools() {
        try {
            Class<?> restarter = Class.forName("org.springframework.boot.devtools.restart.Restarter");
            Method restart = restarter.getMethod("restart");
            restart.invoke(restarter.getMethod("getInstance").invoke(null));
        } catch (ReflectiveOperationException e) {
            e.printStackTrace();
            System.exit(4);
        }
    }

    private static Set<String> millraceThreads() {
        Set<String> names = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("millrace-") && !thread.getName().startsWith("millrace-console")) {
                names.add(thread.getName());
            }
        }
        return names;
    }
}
