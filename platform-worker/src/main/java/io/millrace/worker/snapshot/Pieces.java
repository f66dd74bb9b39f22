package io.millrace.worker.snapshot;

import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.checkpoint.Section;
import io.millrace.worker.checkpoint.SnapshotReader;
import io.millrace.worker.checkpoint.SnapshotWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an operator keeps beside keyed state: a section in which each piece is a block of one entry. They lie before all keyed
 * state, so that they can be read without it.
 *
 * @param operator name of the operator
 * @param pieces its pieces, in their order
 */
record Pieces(String operator, List<byte[]> pieces) {

    static final String NAME = "pieces";

    void write(SnapshotWriter out) throws IOException {
        int section = out.section(new Section(operator, NAME, Map.of()));
        for (byte[] piece : pieces) {
            out.block(section, piece, 0, piece.length, 1);
        }
    }

    /** Reads the pieces of all operators; the reader stands at its first block. */
    static List<Pieces> readAll(SnapshotReader reader, String file) throws IOException, DamagedCheckpointException {
        Map<Integer, Pieces> bySection = new HashMap<>();
        long missing = 0;
        for (int i = 0; i < reader.sections().size(); i++) {
            Section section = reader.sections().get(i);
            if (section.name().equals(NAME)) {
                bySection.put(i, new Pieces(section.operator(), new ArrayList<>()));
                missing += reader.entries(i);
            }
        }
        while (missing > 0) {
            SnapshotReader.Block block = reader.next();
            if (block == null) {
                throw new DamagedCheckpointException(
                        file,
                        "Pieces of a snapshot are missing: file=" + file + ", operators="
                                + bySection.values().stream()
                                        .map(Pieces::operator)
                                        .toList() + ", missing=" + missing);
            }
            Pieces pieces = bySection.get(block.section());
            if (pieces != null) {
                pieces.pieces().add(block.bytes());
                missing--;
            }
        }
        return bySection.values().stream()
                .map(read -> new Pieces(read.operator(), List.copyOf(read.pieces())))
                .toList();
    }
}
