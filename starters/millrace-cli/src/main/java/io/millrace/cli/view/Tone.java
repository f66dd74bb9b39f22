package io.millrace.cli.view;

/** How a text is meant; on a terminal it has a colour. */
public enum Tone {
    /** As everything else. */
    PLAIN(""),
    /** All is well. */
    GOOD("32"),
    /** Something needs attention. */
    WARNING("33"),
    /** Something is wrong. */
    BAD("31"),
    /** Less important than the rest. */
    DIM("2"),
    /** A title. */
    TITLE("1");

    private final String code;

    Tone(String code) {
        this.code = code;
    }

    /** The text, with its colour if there are any. */
    public String paint(String text, boolean isColoured) {
        return isColoured && !code.isEmpty() && !text.isEmpty() ? "\033[" + code + "m" + text + "\033[0m" : text;
    }

    /** The tone of a state or of a health of a topology. */
    public static Tone ofState(String state) {
        return switch (state) {
            case "RUNNING", "FINISHED" -> GOOD;
            case "STARTING", "STOPPING", "RECOVERING", "DEGRADED", "DRAINING" -> WARNING;
            case "FAILED" -> BAD;
            case "STOPPED", "ENDED" -> DIM;
            default -> PLAIN;
        };
    }

    /** The tone of a severity of an event, or of the level of a line of a log. */
    public static Tone ofSeverity(String severity) {
        return switch (severity) {
            case "ERROR", "FATAL" -> BAD;
            case "WARN", "WARNING" -> WARNING;
            case "DEBUG", "TRACE" -> DIM;
            default -> PLAIN;
        };
    }
}
