package io.millrace.master.security;

import java.util.List;

/** What may be had without a login; everything else needs one. */
public final class OpenPaths {

    /** Whether the process answers; the login and its look. */
    public static final List<String> PATTERNS = List.of("/health", "/login", "/assets/**");

    private OpenPaths() {}
}
