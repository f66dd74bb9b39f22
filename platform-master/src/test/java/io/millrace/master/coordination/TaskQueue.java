package io.millrace.master.coordination;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/** An executor whose tasks run when a test says so, on the thread of the test. */
public final class TaskQueue implements Executor {

    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private boolean isHeld;

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs none from now on, as a process that stands still. */
    public void hold() {
        isHeld = true;
    }

    public void release() {
        isHeld = false;
    }

    public void runAll() {
        Runnable task = isHeld ? null : tasks.poll();
        while (task != null) {
            task.run();
            task = tasks.poll();
        }
    }

    int size() {
        return tasks.size();
    }

    /** Runs one, if there is one. */
    boolean runOne() {
        Runnable task = tasks.poll();
        if (task != null) {
            task.run();
        }
        return task != null;
    }
}
