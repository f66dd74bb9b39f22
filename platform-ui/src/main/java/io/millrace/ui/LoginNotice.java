package io.millrace.ui;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Why the login is shown, as the address says it. */
enum LoginNotice {
    NONE,
    ERROR,
    EXPIRED,
    LOGOUT,
    FAILED,
    NOROLE,
    UNAVAILABLE;

    /** The notice for the parameters of the address. */
    static LoginNotice of(Set<String> parameters) {
        return Arrays.stream(values())
                .filter(notice -> parameters.contains(notice.name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(NONE);
    }
}
