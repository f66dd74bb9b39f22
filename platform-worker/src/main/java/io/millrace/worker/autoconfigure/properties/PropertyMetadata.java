package io.millrace.worker.autoconfigure.properties;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.util.ClassUtils;

/**
 * Reads from the metadata on the class path which properties Millrace has. Every Boot jar has such a file; only those that
 * lie beside classes of Millrace are opened.
 */
final class PropertyMetadata {

    private static final String LOCATION = "META-INF/spring-configuration-metadata.json";
    private static final String PACKAGE = "io/millrace/";

    private final ClassLoader classLoader;
    private final List<PropertyPattern> patterns = new ArrayList<>();

    private PropertyMetadata(ClassLoader classLoader) {
        this.classLoader = classLoader;
    }

    /**
     * All properties of Millrace that jars on the class path know; none if they cannot be told, because the jars have been
     * merged into one and their metadata with them.
     */
    static List<PropertyPattern> read(ClassLoader classLoader) {
        PropertyMetadata metadata = new PropertyMetadata(classLoader);
        try {
            List<URL> files = Collections.list(classLoader.getResources(LOCATION));
            Set<String> ours = roots(classLoader);
            for (URL file : files) {
                if (files.size() > 1 && ours.contains(root(file, LOCATION))) {
                    metadata.readAll(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Metadata of properties cannot be read: location=" + LOCATION, e);
        }
        return List.copyOf(metadata.patterns);
    }

    private static Set<String> roots(ClassLoader classLoader) throws IOException {
        Set<String> roots = new HashSet<>();
        for (URL found : Collections.list(classLoader.getResources(PACKAGE))) {
            roots.add(root(found, PACKAGE));
        }
        return roots;
    }

    private static String root(URL resource, String name) {
        String url = resource.toString();
        return url.substring(0, url.length() - name.length());
    }

    private void readAll(URL file) throws IOException {
        try (InputStream input = file.openStream()) {
            add(JsonText.read(new String(input.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }

    private void add(Object metadata) {
        if (metadata instanceof Map<?, ?> root && root.get("properties") instanceof List<?> properties) {
            for (Object property : properties) {
                if (property instanceof Map<?, ?> attributes) {
                    add(attributes);
                }
            }
        }
    }

    private void add(Map<?, ?> property) {
        String name = String.valueOf(property.get("name"));
        if (!name.startsWith(MillraceProperties.PREFIX + ".")) {
            return;
        }
        if (property.get("deprecation") instanceof Map<?, ?> deprecation) {
            Object replacement = deprecation.get("replacement");
            patterns.add(PropertyPattern.of(
                    name,
                    replacement == null ? null : String.valueOf(replacement),
                    "error".equals(deprecation.get("level"))));
        } else {
            addOfType(name, String.valueOf(property.get("type")));
        }
    }

    private void addOfType(String name, String type) {
        int bracket = type.indexOf('<');
        String raw = bracket < 0 ? type : type.substring(0, bracket);
        if (raw.equals("java.util.Map")) {
            String value =
                    type.substring(type.indexOf(',') + 1, type.length() - 1).strip();
            addOfType(name + (value.equals("java.lang.Object") ? ".**" : ".*"), value);
        } else if (bracket > 0 && raw.startsWith("java.util.")) {
            add(name);
            addOfType(name + ".*", type.substring(bracket + 1, type.length() - 1));
        } else if (type.endsWith("[]")) {
            add(name);
            addOfType(name + ".*", type.substring(0, type.length() - 2));
        } else {
            addOfClass(name, loaded(type));
        }
    }

    /** Metadata says what is in a record, but not what is in one that is a value of a map or list. */
    private void addOfClass(String name, @Nullable Class<?> type) {
        if (type != null && type.isRecord() && name.endsWith(".*")) {
            addComponents(name, type);
        } else {
            add(name);
        }
    }

    private void addComponents(String name, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            String below = name + "." + DataObjectPropertyName.toDashedForm(component.getName());
            if (component.getType().isRecord()) {
                addComponents(below, component.getType());
            } else {
                addOfType(below, component.getGenericType().getTypeName());
            }
        }
    }

    private @Nullable Class<?> loaded(String type) {
        try {
            return ClassUtils.forName(type, classLoader);
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    private void add(String name) {
        patterns.add(PropertyPattern.of(name, null, false));
    }
}
