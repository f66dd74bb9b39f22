package io.millrace.worker.remote;

/** Texts for which a message has room. */
final class Texts {

    private Texts() {}

    static String shortened(String text, int maxChars) {
        return text.length() <= maxChars ? text : text.substring(0, maxChars) + "…";
    }
}
