package io.millrace.examples.wordcount.kafka;

import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/**
 * Ends the application in order.
 *
 * <p><b>Thread.</b> May be used by any thread, also by one that the end waits for.
 */
@Component
class DemoEnd {

    private final ApplicationContext context;
    private final AtomicBoolean hasBegun = new AtomicBoolean();

    DemoEnd(ApplicationContext context) {
        this.context = context;
    }

    /** Closes the application, and then the JVM. */
    void now(int exitCode) {
        if (hasBegun.compareAndSet(false, true)) {
            new Thread(() -> System.exit(SpringApplication.exit(context, () -> exitCode)), "demo-end").start();
        }
    }
}
