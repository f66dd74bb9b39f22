package io.millrace.benchmark.kafka;

import java.io.IOException;

/** The job in one engine: counts words in windows by event time, and writes each result once. */
interface WindowJob {

    /** Name of the engine. */
    String engine();

    /**
     * Starts it; it runs until it is stopped.
     *
     * @param input topic with words as keys
     * @param output topic for the results
     * @param id name that no run had before
     */
    Running start(String input, String output, String id) throws Exception;

    /** A job that runs. */
    interface Running {

        /** Ends it, and what it has left on the disk. */
        void stop() throws IOException, InterruptedException;
    }
}
