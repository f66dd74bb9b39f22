package io.millrace.worker.autoconfigure;

/** Threads that keep no JVM alive. */
final class Daemons {

    private Daemons() {}

    static Thread start(String name, Runnable work) {
        Thread thread = unstarted(name, work);
        thread.start();
        return thread;
    }

    static Thread unstarted(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
