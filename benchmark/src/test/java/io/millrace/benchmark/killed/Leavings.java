package io.millrace.benchmark.killed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What processes that were killed, and one that came to its end, have left in their folder. */
record Leavings(Path folder) {

    private static final int RETAINED = 3;

    /** Fails unless each result is there once, and nothing else is. */
    void requireExactly(TimedBook book, String reason) throws IOException {
        requireSame(KilledWordCount.windows(folder), book.windows(), reason);
        requireSame(KilledWordCount.totals(folder), book.totals(), reason);
        List<String> kept = names(KilledWordCount.checkpoints(folder).resolve(KilledWordCount.TOPOLOGY));
        assertThat(kept).as(reason).filteredOn(name -> name.startsWith("chk-")).hasSizeLessThanOrEqualTo(RETAINED);
        assertThat(kept)
                .as(reason)
                .filteredOn(name -> !name.startsWith("chk-"))
                .isSubsetOf("lock", "numbers", "pointer");
    }

    private static void requireSame(Path files, List<String> expected, String reason) throws IOException {
        List<String> names = names(files);
        assertThat(names).as("%s, hidden files", reason).noneMatch(name -> name.startsWith("."));
        List<String> results = new ArrayList<>();
        for (String name : names) {
            results.addAll(Files.readAllLines(files.resolve(name)));
        }
        Collections.sort(results);
        if (!results.equals(expected)) {
            Set<String> distinct = new HashSet<>(results);
            assertThat(expected.stream()
                            .filter(line -> !distinct.contains(line))
                            .limit(20))
                    .as("%s, lost", reason)
                    .isEmpty();
            expected.forEach(results::remove);
            assertThat(results).as("%s, twice or wrong", reason).isEmpty();
        }
    }

    private static List<String> names(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
