package io.millrace.examples.process;

import java.util.concurrent.TimeUnit;

/** Says what it was given, and then counts until it is told to end. */
final class Talker {

    private static final int FAILURE = 3;

    private Talker() {}

    public static void main(String[] args) throws InterruptedException {
        System.out.println("arguments " + String.join(",", args) + " word " + System.getenv("WORD") + " property "
                + System.getProperty("talker"));
        if (args.length > 0 && args[0].equals("fail")) {
            System.exit(FAILURE);
        }
        if (args.length > 0 && args[0].equals("throw")) {
            throw new IllegalStateException("thrown");
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("in order")));
        for (long i = 0; ; i++) {
            System.out.println("count " + i);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
