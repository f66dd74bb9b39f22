package io.millrace.worker.checkpoint;

import io.millrace.worker.lines.LinesReader;
import io.millrace.worker.lines.LinesWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The sections of a snapshot, and how many entries each has.
 *
 * @param sections the sections, by number
 * @param entries number of entries of each
 */
record SectionIndex(List<Section> sections, List<Long> entries) {

    SectionIndex {
        sections = List.copyOf(sections);
        entries = List.copyOf(entries);
    }

    String text() {
        LinesWriter lines = new LinesWriter().put("sections", sections.size());
        for (int i = 0; i < sections.size(); i++) {
            String prefix = "section." + i + ".";
            lines.put(prefix + "operator", sections.get(i).operator())
                    .put(prefix + "name", sections.get(i).name())
                    .put(prefix + "entries", entries.get(i))
                    .putAll(prefix + "property.", sections.get(i).properties());
        }
        return lines.toString();
    }

    /** Reads it; anything else makes an {@link IllegalArgumentException}. */
    static SectionIndex of(String text) {
        LinesReader lines = new LinesReader(text);
        List<Section> sections = new ArrayList<>();
        List<Long> entries = new ArrayList<>();
        int count = lines.count("sections");
        for (int i = 0; i < count; i++) {
            String prefix = "section." + i + ".";
            sections.add(new Section(
                    lines.text(prefix + "operator"), lines.text(prefix + "name"), lines.all(prefix + "property.")));
            entries.add(lines.number(prefix + "entries"));
        }
        return new SectionIndex(sections, entries);
    }
}
