package io.millrace.worker.snapshot;

import io.millrace.worker.checkpoint.Section;
import io.millrace.worker.state.StoredPart;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A part whose entries lie in the files of the task, as properties of a section without blocks. */
final class StoredSection {

    private static final String NUMBER = "files.part";
    private static final String NAMESPACE = "files.namespace";
    private static final String OF_STAMP = "stamp";
    private static final String OF_TABLE = "table";
    private static final String TABLES = "files.tables";

    private StoredSection() {}

    /** The section of a part, with all that one with blocks has. */
    static Section of(Section section, StoredPart part) {
        Map<String, String> properties = new HashMap<>(section.properties());
        properties.put(NUMBER, Integer.toString(part.number()));
        properties.put(NAMESPACE, part.isStampNamespace() ? OF_STAMP : OF_TABLE);
        properties.put(TABLES, tables(part));
        return new Section(section.operator(), section.name(), properties);
    }

    /** Whether the entries of a section lie in files. */
    static boolean is(Section section) {
        return section.properties().containsKey(NUMBER);
    }

    /** Where the entries of a section lie, or null if they are in its blocks. */
    static @Nullable StoredPart part(Section section) {
        String number = section.properties().get(NUMBER);
        if (number == null) {
            return null;
        }
        Map<Long, Long> entries = new HashMap<>();
        for (String table : section.properties().getOrDefault(TABLES, "").split(" ", -1)) {
            int colon = table.indexOf(':');
            if (colon > 0) {
                entries.put(Long.parseLong(table.substring(0, colon)), Long.parseLong(table.substring(colon + 1)));
            }
        }
        boolean isStamp = OF_STAMP.equals(section.properties().get(NAMESPACE));
        return new StoredPart(Integer.parseInt(number), isStamp, entries);
    }

    private static String tables(StoredPart part) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(part.entries())
                .forEach((namespace, entries) -> text.append(text.isEmpty() ? "" : " ")
                        .append(namespace)
                        .append(':')
                        .append(entries));
        return text.toString();
    }
}
