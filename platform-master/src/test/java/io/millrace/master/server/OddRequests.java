package io.millrace.master.server;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.BiConsumer;

/** Makes requests for the endpoints of a console that are odd in some way, and often in several. */
final class OddRequests {

    private static final List<String> FRAMING = List.of("content-length", "transfer-encoding", "expect", "upgrade");

    private final List<String> endpoints;
    private final List<List<String>> logins;
    private final List<BiConsumer<OddRequest, Random>> oddities = List.of(
            this::oddSegment,
            this::oddSegment,
            this::oddParameters,
            this::oddParameters,
            this::oddHeaders,
            this::oddHeaders,
            this::oddBody,
            this::oddBody,
            this::oddMethod,
            this::oddSuffix,
            this::oddFile,
            this::oddTarget,
            this::oddVersion,
            this::oddChunks,
            this::oddBytes);

    /**
     * Knows whom to ask for what.
     *
     * @param endpoints {@code METHOD pattern} each
     * @param logins headers that say who asks, of everybody who may
     */
    OddRequests(List<String> endpoints, List<List<String>> logins) {
        this.endpoints = endpoints;
        this.logins = logins;
    }

    OddRequest next(Random random) {
        String endpoint = any(endpoints, random);
        OddRequest request = new OddRequest();
        request.method = endpoint.substring(0, endpoint.indexOf(' '));
        request.target = usual(endpoint.substring(endpoint.indexOf(' ') + 1));
        request.headers.add("Host: 127.0.0.1");
        request.headers.addAll(any(logins, random));
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            any(oddities, random).accept(request, random);
        }
        int size = request.raw().length();
        request.mustBeAnswered &= size < 14_000;
        request.isWellFramed &= size < 14_000;
        return request;
    }

    /** The address of something that there is. */
    static String usual(String pattern) {
        return pattern.replace("{application}", "demo")
                .replace("{topology}", "word-count")
                .replace("{savepoint}", "40")
                .replaceAll("\\{[^}]+}", "1");
    }

    private void oddSegment(OddRequest request, Random random) {
        String[] segments = request.target.split("/", -1);
        String odd = any(OddTexts.SEGMENTS, random);
        int place = random.nextInt(segments.length);
        segments[place] = random.nextInt(4) == 0 ? segments[place] + odd : odd;
        request.target = (random.nextInt(30) == 0 ? "" : "/")
                + String.join("/", segments).replaceFirst("^/", "");
    }

    private void oddParameters(OddRequest request, Random random) {
        StringBuilder query = new StringBuilder();
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            query.append(query.isEmpty() ? "" : "&").append(any(OddTexts.PARAMETERS, random));
            query.append(random.nextInt(8) == 0 ? "" : "=" + any(OddTexts.VALUES, random));
        }
        request.target += (request.target.contains("?") ? "&" : "?") + query;
    }

    private void oddHeaders(OddRequest request, Random random) {
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            String header = any(OddTexts.HEADERS, random);
            String name = header.replaceAll(":.*", "").trim().toLowerCase(Locale.ROOT);
            boolean isOfFrame = FRAMING.contains(name) || header.contains("\r") || header.contains("\n");
            request.isWellFramed &= !isOfFrame;
            request.mustBeAnswered &= !isOfFrame;
            request.headers.add(random.nextInt(request.headers.size() + 1), header);
            if (random.nextInt(6) == 0) {
                request.headers.add(header);
            }
        }
        if (random.nextInt(25) == 0) {
            for (int i = 0; i < 1500; i++) {
                request.headers.add("H" + i + ": v");
            }
        }
    }

    private void oddBody(OddRequest request, Random random) {
        request.body = any(OddTexts.BODIES, random);
        request.isChunked = random.nextInt(4) == 0;
        if (random.nextBoolean()) {
            request.headers.add("Content-Type: application/json");
        }
        if (random.nextInt(4) != 0) {
            request.method = random.nextInt(8) == 0 ? "DELETE" : "POST";
        }
    }

    private void oddMethod(OddRequest request, Random random) {
        request.method = any(OddTexts.METHODS, random);
    }

    private void oddSuffix(OddRequest request, Random random) {
        request.target += any(OddTexts.SUFFIXES, random);
    }

    private void oddFile(OddRequest request, Random random) {
        String assets = endpoints.stream()
                .filter(endpoint -> endpoint.startsWith("GET /assets/"))
                .findAny()
                .orElseThrow();
        String folder = random.nextInt(4) == 0 ? "/" : assets.substring(4).replace("**", "");
        request.method = random.nextInt(8) == 0 ? "HEAD" : "GET";
        request.target = folder + (random.nextInt(6) == 0 ? "js/" : "") + any(OddTexts.FILES, random);
    }

    private void oddTarget(OddRequest request, Random random) {
        request.target = switch (random.nextInt(9)) {
            case 0 -> "http://127.0.0.1" + request.target;
            case 1 -> "http://other:99999" + request.target;
            case 2 -> "ftp://user:password@other" + request.target;
            case 3 -> "//other" + request.target;
            case 4 -> "*";
            case 5 -> "127.0.0.1:80";
            case 6 -> request.target.replace("/", "//");
            case 7 -> request.target.replaceFirst("^/", "");
            default -> request.target.toUpperCase(Locale.ROOT);
        };
    }

    private void oddVersion(OddRequest request, Random random) {
        request.version = any(OddTexts.VERSIONS, random);
        request.isWellFramed = false;
        request.mustBeAnswered &= request.version.startsWith("HTTP/1.");
        if (random.nextInt(3) == 0) {
            request.lineEnd = random.nextBoolean() ? "\n" : "\r";
            request.mustBeAnswered = false;
        }
    }

    private void oddChunks(OddRequest request, Random random) {
        request.body = "";
        request.isChunked = false;
        request.setRaw(request.raw().replaceFirst("\r?\n?$", "")
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + any(OddTexts.CHUNKS, random));
        request.mustBeAnswered = false;
    }

    private void oddBytes(OddRequest request, Random random) {
        StringBuilder raw = new StringBuilder(request.raw());
        int end = Math.min(raw.length(), 600);
        for (int count = 1 + random.nextInt(4); count > 0 && !raw.isEmpty(); count--) {
            raw.setCharAt(random.nextInt(Math.min(end, raw.length())), (char) random.nextInt(256));
            if (random.nextInt(3) == 0) {
                raw.setLength(random.nextInt(raw.length() + 1));
            }
        }
        request.setRaw(raw.toString());
        request.mustBeAnswered = false;
    }

    private static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
