package io.millrace.worker.autoconfigure.properties;

import io.millrace.control.NearestNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Finds the keys under {@code millrace} that no jar of Millrace knows, and those that it knows no more. */
final class UnknownProperties {

    /** What the application may use as it likes. */
    static final String USERS_OWN = MillraceProperties.PREFIX + ".app";

    private static final String KUBERNETES_VARIABLE =
            "(?i).*_SERVICE_(HOST|PORT)(_.*)?|.*_PORT_\\d+_(TCP|UDP|SCTP)(_.*)?";
    private static final String KUBERNETES_VALUE = "(tcp|udp|sctp)://.*";

    private final List<PropertyPattern> known;

    /** Keys that were set on purpose, and so stop the start. */
    final List<PropertyFault> refused = new ArrayList<>();

    /** Keys that may have got there by accident, and deprecated ones. */
    final List<PropertyFault> warned = new ArrayList<>();

    UnknownProperties(List<PropertyPattern> known) {
        this.known = known;
    }

    void look(Iterable<PropertySource<?>> sources) {
        for (PropertySource<?> source : sources) {
            if (source instanceof SystemEnvironmentPropertySource variables) {
                for (String name : variables.getPropertyNames()) {
                    lookAtVariable(variables, name);
                }
            } else if (source instanceof EnumerablePropertySource<?> keys) {
                for (String name : keys.getPropertyNames()) {
                    lookAtKey(keys, name);
                }
            }
        }
    }

    private void lookAtVariable(SystemEnvironmentPropertySource source, String name) {
        if (!startsWithPrefix(name, '_')) {
            lookAtKey(source, name);
            return;
        }
        List<String> words = List.of(name.toLowerCase(Locale.ROOT).split("_"));
        if (words.size() < 2) {
            return;
        }
        boolean isKnown =
                words.get(1).equals("app") || known.stream().anyMatch(pattern -> pattern.matchesVariable(words));
        if (!isKnown) {
            warned.add(new PropertyFault(name, null, "environment variable", variableReason(source, name)));
        }
    }

    private static String variableReason(SystemEnvironmentPropertySource source, String name) {
        boolean isOfKubernetes = name.matches(KUBERNETES_VARIABLE)
                || String.valueOf(source.getProperty(name)).matches(KUBERNETES_VALUE);
        return isOfKubernetes
                ? "looks like the address of a Kubernetes service; enableServiceLinks: false in the pod keeps it out"
                : "is not known";
    }

    private void lookAtKey(EnumerablePropertySource<?> source, String name) {
        if (!startsWithPrefix(name, '.')) {
            return;
        }
        ConfigurationPropertyName key = ConfigurationPropertyName.adapt(name, '.');
        List<String> uniform = elements(key, Form.UNIFORM);
        if (uniform.size() < 2 || uniform.get(1).equals("app")) {
            return;
        }
        PropertyPattern pattern =
                known.stream().filter(each -> each.matches(uniform)).findFirst().orElse(null);
        boolean isOnPurpose = !PropertyOrigins.isAccidental(source);
        if (pattern == null && !isEmptyBranch(source, name, uniform)) {
            String reason = "is not known" + meant(elements(key, Form.ORIGINAL));
            (isOnPurpose ? refused : warned).add(fault(source, name, reason));
        } else if (pattern != null && pattern.isRemoved()) {
            (isOnPurpose ? refused : warned).add(fault(source, name, "has no effect any more" + instead(pattern)));
        } else if (pattern != null && pattern.replacement() != null) {
            warned.add(fault(source, name, "is deprecated" + instead(pattern)));
        }
    }

    /** YAML makes an empty value of a key with nothing below it. */
    private boolean isEmptyBranch(EnumerablePropertySource<?> source, String name, List<String> uniform) {
        return String.valueOf(source.getProperty(name)).isEmpty()
                && known.stream().anyMatch(pattern -> pattern.isBelow(uniform));
    }

    private String meant(List<String> elements) {
        List<String> names = known.stream()
                .filter(pattern -> !pattern.isRemoved())
                .map(pattern -> pattern.filledFrom(elements))
                .flatMap(Optional::stream)
                .toList();
        return NearestNames.of(String.join(".", elements), names, 1).stream()
                .findFirst()
                .or(() -> onlyOneThatEndsIn(elements.get(elements.size() - 1)))
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
    }

    /** A property in the wrong place. */
    private Optional<String> onlyOneThatEndsIn(String last) {
        List<String> names = known.stream()
                .filter(pattern -> NearestNames.edits(pattern.lastElement(), last) == 0)
                .map(pattern -> String.join(".", pattern.elements()))
                .filter(name -> !name.contains("*"))
                .toList();
        return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
    }

    private static String instead(PropertyPattern pattern) {
        @Nullable String replacement = pattern.replacement();
        return replacement == null ? "" : "; use " + replacement + " instead";
    }

    private static PropertyFault fault(EnumerablePropertySource<?> source, String name, String reason) {
        return new PropertyFault(name, null, PropertyOrigins.describe(source, name), reason);
    }

    private static List<String> elements(ConfigurationPropertyName name, Form form) {
        List<String> elements = new ArrayList<>(name.getNumberOfElements());
        for (int i = 0; i < name.getNumberOfElements(); i++) {
            elements.add(Objects.requireNonNull(name.getElement(i, form)));
        }
        return elements;
    }

    private static boolean startsWithPrefix(String name, char separator) {
        int length = MillraceProperties.PREFIX.length();
        return name.length() > length + 1
                && name.charAt(length) == separator
                && name.regionMatches(true, 0, MillraceProperties.PREFIX, 0, length);
    }
}
