package io.millrace.worker.remote;

/** An exception as text that a message has room for. */
final class CauseText {

    private static final int MAX_CAUSES = 8;
    private static final int MAX_FRAMES = 20;
    private static final int MAX_CHARS = 16_384;

    private CauseText() {}

    static String of(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        Throwable cause = thrown;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
            text.append(i == 0 ? "" : "\nCaused by: ").append(cause);
            StackTraceElement[] stack = cause.getStackTrace();
            for (int j = 0; j < Math.min(stack.length, MAX_FRAMES); j++) {
                text.append("\n\tat ").append(stack[j]);
            }
            cause = cause.getCause();
        }
        return text.length() <= MAX_CHARS ? text.toString() : text.substring(0, MAX_CHARS) + "…";
    }
}
