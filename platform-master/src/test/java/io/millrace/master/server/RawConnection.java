package io.millrace.master.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A connection that sends whatever bytes it is given, and reads answers by the letter of RFC 9112. */
final class RawConnection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 15_000;
    private static final int MAX_BYTES = 16 << 20;

    private final Socket socket = new Socket();
    private final InputStream in;

    RawConnection(InetSocketAddress address) throws IOException {
        socket.connect(address, TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Says that nothing more is sent. */
    void endSending() throws IOException {
        socket.shutdownOutput();
    }

    /**
     * The next answer.
     *
     * @param hasBody false if the request was one whose answer has none
     * @throws EOFException if there is none
     */
    RawAnswer read(boolean hasBody) throws IOException {
        while (true) {
            String line = line();
            if (!line.matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?")) {
                // What looks like HTTP/0.9 is answered like that: without a head.
                return new RawAnswer(
                        RawAnswer.NO_HEAD,
                        Map.of("connection", List.of("close")),
                        line + text(in.readNBytes(MAX_BYTES)));
            }
            int status = Integer.parseInt(line.substring(9, 12));
            Map<String, List<String>> headers = headers();
            if (status >= 200) {
                boolean isEmpty = !hasBody || status == 204 || status == 304;
                RawAnswer head = new RawAnswer(status, headers, "");
                return isEmpty || head.isStream() ? head : new RawAnswer(status, headers, body(head));
            }
        }
    }

    private Map<String, List<String>> headers() throws IOException {
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).trim());
        }
        return headers;
    }

    private String body(RawAnswer head) throws IOException {
        if (head.header("Transfer-Encoding").equals("chunked")) {
            StringBuilder body = new StringBuilder();
            for (int size = chunk(); size > 0; size = chunk()) {
                body.append(bytes(size));
                line();
            }
            headers();
            return body.toString();
        }
        String length = head.header("Content-Length");
        return length.isEmpty() ? text(in.readNBytes(MAX_BYTES)) : bytes(Integer.parseInt(length));
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line().replaceAll(";.*", "").trim(), 16);
    }

    private String bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("Answer was cut off: bytes=" + bytes.length + ", expected=" + count);
        }
        return text(bytes);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0 || line.size() > MAX_BYTES) {
                throw new EOFException("Connection has ended: after=" + text(line.toByteArray()));
            }
            line.write(octet);
        }
        String text = text(line.toByteArray());
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
