package io.millrace.master.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What holds for each answer of a console, whatever it was asked. */
final class AnswerRules {

    /** Of HTTP itself: a version of it, or a coding of the body, that nobody here speaks (RFC 9110, 15.6.2 and 15.6.6). */
    private static final Set<Integer> NOT_SPOKEN = Set.of(501, 505);

    private static final Map<String, String> PROTECTION =
            Map.of("X-Frame-Options", "DENY", "X-Content-Type-Options", "nosniff", "Referrer-Policy", "no-referrer");

    /** Names and marks of code, which tell an attacker what there is to attack. */
    private static final List<String> INSIDES = List.of(
            "io.millrace.",
            "org.springframework",
            "tools.jackson",
            "com.fasterxml",
            "reactor.",
            "org.eclipse",
            "jetty",
            "Jetty",
            "java.lang",
            "java.util",
            "java.io",
            "java.net",
            "java.nio",
            "Exception",
            "org.thymeleaf",
            "/work/",
            "StartRequest");

    /** What stands in files that nobody may have. */
    private static final List<String> FOREIGN =
            List.of("th:replace", "Manifest-Version", "root:x:", "\u00ca\u00fe\u00ba\u00be", "<beans");

    private AnswerRules() {}

    /** What is wrong with an answer; nothing if all is well. */
    static List<String> faults(OddRequest request, RawAnswer answer) {
        return faults(answer, request.isForPrograms(), request.isForAssets(), !request.isHead());
    }

    /**
     * What is wrong with an answer; nothing if all is well.
     *
     * @param isForPrograms whether an address of REST was asked for
     * @param isForAssets whether a file was asked for
     * @param hasBody whether the answer to such a request has one
     */
    static List<String> faults(RawAnswer answer, boolean isForPrograms, boolean isForAssets, boolean hasBody) {
        List<String> faults = new ArrayList<>();
        int status = answer.status();
        addLeaks(answer, isForAssets, faults);
        if (status == RawAnswer.NO_HEAD) {
            return faults;
        }
        boolean isPatient = status == 503 && !answer.header("Retry-After").isEmpty();
        if (status >= 500 && !isPatient && !NOT_SPOKEN.contains(status)) {
            faults.add("status " + status);
        }
        PROTECTION.forEach((header, value) -> {
            if (!answer.header(header).equals(value)) {
                faults.add(header + " of " + status + " is '" + answer.header(header) + "'");
            }
        });
        if (!answer.header("Content-Security-Policy").contains("default-src 'self'")) {
            faults.add(
                    "Content-Security-Policy of " + status + " is '" + answer.header("Content-Security-Policy") + "'");
        }
        if (!isAsset(answer, isForAssets) && !answer.header("Cache-Control").contains("no-store")) {
            faults.add("Cache-Control of " + status + " is '" + answer.header("Cache-Control") + "'");
        }
        if (status >= 400 && isForPrograms) {
            addProblems(answer, hasBody, faults);
        }
        return faults;
    }

    private static boolean isAsset(RawAnswer answer, boolean isForAssets) {
        return isForAssets && (answer.status() < 300 || answer.status() == 304);
    }

    /** What is answered in earnest names the types of users, so there only marks of a stack count. */
    private static void addLeaks(RawAnswer answer, boolean isForAssets, List<String> faults) {
        String whole = answer.headers() + answer.body();
        if (answer.status() < 200 || answer.status() >= 300) {
            INSIDES.stream().filter(whole::contains).forEach(inside -> faults.add("insides: " + inside));
        }
        if (!isAsset(answer, isForAssets) && whole.contains("\tat ")) {
            faults.add("stack");
        }
        FOREIGN.stream().filter(whole::contains).forEach(mark -> faults.add("foreign: " + mark));
    }

    private static void addProblems(RawAnswer answer, boolean hasBody, List<String> faults) {
        String type = answer.header("Content-Type");
        if (!type.startsWith("application/problem+json")) {
            faults.add("error " + answer.status() + " is '" + type + "'");
        } else if (hasBody) {
            try {
                JsonNode problem = JsonMapper.shared().readTree(answer.body());
                boolean isWhole = problem.at("/status").asInt() == answer.status()
                        && !problem.at("/title").asString("").isBlank()
                        && !problem.at("/detail").asString("").isBlank()
                        && !problem.at("/remedy").asString("").isBlank();
                if (!isWhole) {
                    faults.add("problem " + answer.status() + " is not whole");
                }
            } catch (JacksonException e) {
                faults.add("problem " + answer.status() + " is no JSON");
            }
        }
    }
}
