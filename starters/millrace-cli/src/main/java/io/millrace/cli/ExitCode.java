package io.millrace.cli;

import io.millrace.cli.api.LoginException;
import io.millrace.cli.api.ProblemException;
import io.millrace.cli.api.TimedOutException;
import io.millrace.cli.api.UnreachableException;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a command ends, for scripts. This is the one place where that is decided. */
enum ExitCode {
    OK(0, "Done."),
    FAILED(1, "Failed, as the server says; or not confirmed."),
    USAGE(2, "The command line is wrong."),
    UNREACHABLE(3, "No console can be reached, or the leader is unknown."),
    LOGIN(4, "No login, or its role does not allow it."),
    UNKNOWN_NAME(5, "There is nothing of that name."),
    CONFLICT(6, "The state does not allow it."),
    TIMEOUT(7, "It did not happen within --timeout."),
    INTERRUPTED(130, "Interrupted by Ctrl-C.");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    int number() {
        return number;
    }

    /** What a failure means. */
    static ExitCode of(Throwable failure) {
        if (failure instanceof ProblemException problem) {
            return problem.isUnsupported() ? FAILED : ofStatus(problem.status());
        }
        if (failure instanceof UsageException) {
            return USAGE;
        }
        if (failure instanceof UnreachableException) {
            return UNREACHABLE;
        }
        if (failure instanceof LoginException) {
            return LOGIN;
        }
        if (failure instanceof UnknownNameException) {
            return UNKNOWN_NAME;
        }
        if (failure instanceof TimedOutException) {
            return TIMEOUT;
        }
        return failure instanceof InterruptedException ? INTERRUPTED : FAILED;
    }

    /** For the help of each command. */
    static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (ExitCode code : values()) {
            meanings.put(" " + code.number, code.meaning);
        }
        return meanings;
    }

    private static ExitCode ofStatus(int status) {
        return switch (status) {
            case 401, 403, 429 -> LOGIN;
            case 404 -> UNKNOWN_NAME;
            case 409 -> CONFLICT;
            case 502, 503, 504 -> UNREACHABLE;
            default -> FAILED;
        };
    }
}
