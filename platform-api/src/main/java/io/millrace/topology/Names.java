package io.millrace.topology;

import java.util.regex.Pattern;

/** The rule for names of topologies, steps, states and side outputs, which stand in metrics, addresses and paths. */
final class Names {

    private static final Pattern VALID = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,99}");

    private Names() {}

    static boolean isValid(String name) {
        return VALID.matcher(name).matches();
    }

    static String fault(String subject, String name) {
        return "name of the " + subject + " is not valid: name='" + name
                + "'; use a letter, then letters, digits, dashes and underscores, at most 100";
    }
}
