package io.millrace.worker.snapshot;

import io.millrace.worker.checkpoint.Section;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an operator keeps beside keyed state, as a section: numbered pieces, in Base64. */
final class Pieces {

    static final String NAME = "pieces";

    private Pieces() {}

    static Section toSection(String operator, List<byte[]> pieces) {
        Map<String, String> numbered = new HashMap<>();
        for (int i = 0; i < pieces.size(); i++) {
            numbered.put(Integer.toString(i), Base64.getEncoder().encodeToString(pieces.get(i)));
        }
        return new Section(operator, NAME, numbered);
    }

    static List<byte[]> of(Section section) {
        List<byte[]> pieces = new ArrayList<>();
        for (int i = 0; i < section.properties().size(); i++) {
            String piece = section.properties().get(Integer.toString(i));
            if (piece == null) {
                throw new IllegalStateException("Section of pieces has a gap: operator=" + section.operator()
                        + ", missing=" + i + ", pieces=" + section.properties().size());
            }
            pieces.add(Base64.getDecoder().decode(piece));
        }
        return pieces;
    }
}
