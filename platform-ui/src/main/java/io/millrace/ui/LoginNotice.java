package io.millrace.ui;

import java.util.Set;

/** Why the login is shown, as the address says it. */
enum LoginNotice {
    NONE,
    ERROR,
    EXPIRED,
    LOGOUT;

    /** The notice for the parameters of the address. */
    static LoginNotice of(Set<String> parameters) {
        if (parameters.contains("error")) {
            return ERROR;
        }
        if (parameters.contains("expired")) {
            return EXPIRED;
        }
        return parameters.contains("logout") ? LOGOUT : NONE;
    }
}
