package io.millrace.examples.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * What a child process runs: another main class, until standard input ends. It ends when whoever started the process closes
 * it, and also when that one dies, of whatever: no child is left behind. One that is paused ends when it is resumed.
 *
 * <p>The class is copied to where the child can load it, alone: it must not need any other of this module, nor an inner one.
 */
final class ChildMain {

    private static final int STOP_SECONDS = 20;

    private ChildMain() {}

    /** Arguments: the other main class and its own arguments. */
    public static void main(String[] args) throws Throwable {
        startDaemon("parent-watch", ChildMain::stopWithParent);
        Method main = Class.forName(args[0]).getDeclaredMethod("main", String[].class);
        main.setAccessible(true); // The class itself need not be public, as for the launcher of the JDK.
        try {
            main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void stopWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nobody says anything.
            }
        } catch (IOException e) {
            // The same as the end.
        }
        startDaemon("halt", ChildMain::haltLater);
        System.exit(0);
    }

    /** One of several servers may wait for others that have gone before. */
    private static void haltLater() {
        try {
            TimeUnit.SECONDS.sleep(STOP_SECONDS);
        } catch (InterruptedException e) {
            // Nobody interrupts it.
        }
        Runtime.getRuntime().halt(1);
    }

    private static void startDaemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
