package io.millrace.examples.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is the same for all members.
 *
 * @param javaOptions options of their JVMs; a later one wins over one before
 * @param properties of Spring Boot and Millrace. They win over what the application says, and over those set here
 */
public record MemberSettings(List<String> javaOptions, Map<String, String> properties) {

    /** Small members that show what they do. */
    public static final MemberSettings DEFAULTS = new MemberSettings(List.of("-Xmx384m"), Map.of());

    /** What differs between members, or is none of the command line's business. */
    private static final Set<String> RESERVED = Set.of(
            MemberProperties.CONNECT_STRING,
            MemberProperties.SECRET,
            MemberProperties.CLUSTER_PORT,
            MemberProperties.CONSOLE_PORT,
            MemberProperties.SERVER_PORT,
            MemberProperties.DATA_FOLDER,
            MemberProperties.ROLES);

    /** Refuses properties that the cluster sets itself. */
    public MemberSettings {
        javaOptions = List.copyOf(javaOptions);
        properties = Map.copyOf(properties);
        for (String property : properties.keySet()) {
            if (RESERVED.contains(property)) {
                throw new IllegalArgumentException(
                        "Property is set by the cluster itself: property=" + property + "; leave it out");
            }
        }
    }

    /** The same with another option of the JVMs, after the others. */
    public MemberSettings withJavaOption(String option) {
        List<String> changed = new ArrayList<>(javaOptions);
        changed.add(option);
        return new MemberSettings(changed, properties);
    }

    /** The same with another property. */
    public MemberSettings with(String property, String value) {
        return with(Map.of(property, value));
    }

    /** The same with other properties. */
    public MemberSettings with(Map<String, String> others) {
        Map<String, String> changed = new HashMap<>(properties);
        changed.putAll(others);
        return new MemberSettings(javaOptions, changed);
    }
}
