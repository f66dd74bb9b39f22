package io.millrace.worker.simulation.crash;

import io.millrace.worker.checkpoint.CheckpointStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Counts what is asked of stores that concerns shared files. */
final class CountedStore {

    private int shared;
    private int held;
    private int opened;

    /** The same store, with its calls counted. */
    CheckpointStore count(CheckpointStore store) {
        return (CheckpointStore) Proxy.newProxyInstance(
                CountedStore.class.getClassLoader(),
                new Class<?>[] {CheckpointStore.class},
                (proxy, method, arguments) -> call(store, method, arguments));
    }

    /** Files that were copied into stores. */
    int shared() {
        return shared;
    }

    /** Files that were there already. */
    int held() {
        return held;
    }

    /** Files that were copied out of stores. */
    int opened() {
        return opened;
    }

    private Object call(CheckpointStore store, Method method, Object[] arguments) throws Throwable {
        Object result;
        try {
            result = method.invoke(store, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        switch (method.getName()) {
            case "share" -> shared++;
            case "holds" -> held += (Boolean) result ? 1 : 0;
            case "openShared" -> opened++;
            default -> {}
        }
        return result;
    }
}
