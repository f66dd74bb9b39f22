package io.millrace.kafka.sink;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;

/** Real clients, whose producers a test sees calls of, before and after. */
final class WatchedClients implements KafkaClients {

    /** Called around each call of a producer; what it throws is thrown by the call. */
    interface Watcher {

        default void before(String call, Producer<byte[], byte[]> producer) throws Exception {}

        default void after(String call, Producer<byte[], byte[]> producer) throws Exception {}
    }

    private final Watcher watcher;
    private final List<Producer<byte[], byte[]>> producers = new CopyOnWriteArrayList<>();

    WatchedClients(Watcher watcher) {
        this.watcher = watcher;
    }

    int opened() {
        return producers.size();
    }

    /** Ends the threads of producers that their writers have been dropped with; nobody on the other side hears of it. */
    void kill() {
        producers.forEach(producer -> producer.close(java.time.Duration.ZERO));
    }

    @Override
    @SuppressWarnings("unchecked")
    public Producer<byte[], byte[]> producer(Map<String, Object> config) {
        Producer<byte[], byte[]> real = REAL.producer(config);
        producers.add(real);
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Producer.class},
                (proxy, method, arguments) -> call(real, method, arguments));
    }

    @Override
    public Admin admin(Map<String, Object> config) {
        return REAL.admin(config);
    }

    private Object call(Producer<byte[], byte[]> real, Method method, Object[] arguments) throws Throwable {
        watcher.before(method.getName(), real);
        try {
            Object result = method.invoke(real, arguments);
            watcher.after(method.getName(), real);
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
