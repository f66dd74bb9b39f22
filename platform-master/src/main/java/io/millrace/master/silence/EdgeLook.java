package io.millrace.master.silence;

/**
 * An edge between two steps.
 *
 * @param from step upstream
 * @param to step downstream
 * @param recordsPerSecond records that step upstream has given to it lately, in a second
 */
public record EdgeLook(String from, String to, double recordsPerSecond) {

    boolean isFlowing() {
        return recordsPerSecond > 0;
    }
}
