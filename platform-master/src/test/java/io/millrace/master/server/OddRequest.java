package io.millrace.master.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A request in the making; each part of it is what goes over the wire. One character stands for one byte. */
final class OddRequest {

    String method = "GET";
    String target = "/";
    String version = "HTTP/1.1";
    String lineEnd = "\r\n";
    final List<String> headers = new ArrayList<>();
    String body = "";
    boolean isChunked;

    /** Whether an answer must come: the request is whole, and can be taken in before the server gives up. */
    boolean mustBeAnswered = true;

    /** Whether the next request on the same connection begins where this one ends, as far as the sender knows. */
    boolean isWellFramed = true;

    private String raw;

    /** Takes what goes over the wire as it is. */
    void setRaw(String text) {
        raw = text;
        isWellFramed = false;
    }

    /** What goes over the wire. */
    String raw() {
        if (raw != null) {
            return raw;
        }
        StringBuilder text = new StringBuilder(method + " " + target + " " + version + lineEnd);
        headers.forEach(header -> text.append(header).append(lineEnd));
        if (isChunked) {
            text.append("Transfer-Encoding: chunked").append(lineEnd).append(lineEnd);
            if (!body.isEmpty()) {
                text.append(Integer.toHexString(body.length())).append("\r\n");
                text.append(body).append("\r\n");
            }
            return text.append("0\r\n\r\n").toString();
        }
        if (!body.isEmpty()) {
            text.append("Content-Length: ").append(body.length()).append(lineEnd);
        }
        return text.append(lineEnd).append(body).toString();
    }

    byte[] bytes() {
        return raw().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether it is for REST, as its first line says. */
    boolean isForPrograms() {
        return target().startsWith("/api/");
    }

    /** Whether its address is that of a file. */
    boolean isForAssets() {
        return target().startsWith("/assets/");
    }

    boolean isHead() {
        return raw().startsWith("HEAD ");
    }

    private String target() {
        String[] words = raw().split("[ \r\n]", 3);
        // An absolute address counts as the path in it.
        return words.length < 2 ? "" : words[1].replaceFirst("^[a-zA-Z]+://[^/]*", "");
    }

    /** As text for people, cut where it is long. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        String whole = raw();
        for (int i = 0; i < Math.min(whole.length(), 1500); i++) {
            char octet = whole.charAt(i);
            boolean isPlain = (octet >= ' ' && octet < 127) || octet == '\n';
            text.append(
                    isPlain ? String.valueOf(octet) : octet == '\r' ? "\\r" : String.format("\\x%02x", (int) octet));
        }
        return text + (whole.length() > 1500 ? "... " + whole.length() + " bytes" : "");
    }
}
