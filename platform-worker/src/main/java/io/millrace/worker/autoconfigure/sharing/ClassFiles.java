package io.millrace.worker.autoconfigure.sharing;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.asm.ClassReader;

/**
 * The class files of a class and of those that it extends, as far as they can be had; nothing above the application's own
 * classes is looked at.
 */
final class ClassFiles {

    private final Map<String, ClassReader> byName = new LinkedHashMap<>();

    ClassFiles(Class<?> type) {
        for (Class<?> each = type; each != null && each.getClassLoader() != null; each = each.getSuperclass()) {
            ClassReader reader = read(each);
            if (reader != null) {
                byName.put(reader.getClassName(), reader);
            }
        }
    }

    /** Whether a class is the one, or one that it extends. */
    boolean holds(String owner) {
        return byName.containsKey(owner);
    }

    /** The files, the class itself first. */
    List<ClassReader> all() {
        return new ArrayList<>(byName.values());
    }

    private static @Nullable ClassReader read(Class<?> type) {
        String resource = type.getName().replace('.', '/') + ".class";
        try (InputStream file = type.getClassLoader().getResourceAsStream(resource)) {
            return file == null ? null : new ClassReader(file);
        } catch (IOException | IllegalArgumentException e) {
            // A class that was made at run time, or one that is newer than the reader: nothing can be said of it.
            return null;
        }
    }
}
