package io.millrace.worker.autoconfigure;

import io.millrace.worker.schedule.TaskThread;
import java.lang.reflect.Method;
import java.util.function.BiFunction;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;

/**
 * Threads for tasks that may block: virtual ones where the application asks for them with {@code
 * spring.threads.virtual.enabled} and the JDK has them, else those of the platform.
 */
final class BlockingThreads {

    private BlockingThreads() {}

    static BiFunction<String, Runnable, Thread> of(Environment environment) {
        return Threading.VIRTUAL.isActive(environment) ? BlockingThreads::virtual : TaskThread::daemon;
    }

    /** By reflection, because the API is newer than the oldest JDK that this runs on. */
    private static Thread virtual(String name, Runnable work) {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            Object named = type.getMethod("name", String.class).invoke(builder, name);
            Method unstarted = type.getMethod("unstarted", Runnable.class);
            return (Thread) unstarted.invoke(named, work);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("JDK has no virtual threads: version=" + Runtime.version(), e);
        }
    }
}
