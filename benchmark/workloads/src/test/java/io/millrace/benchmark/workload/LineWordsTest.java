package io.millrace.benchmark.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineWordsTest {

    @Test
    void shouldSplitAtWhatIsNoLetterAndMakeLetters() {
        assertThat(words("Call me Ishmael. Some years ago--never"))
                .containsExactly("call", "me", "ishmael", "some", "years", "ago", "never");
        assertThat(words("  Ahab's\t3 legs ")).containsExactly("ahab", "s", "legs");
    }

    @Test
    void shouldKnowLettersBeyondAscii() {
        assertThat(words("Là-bas, ÉTÉ naïve \uD835\uDD38b"))
                .containsExactly("là", "bas", "été", "naïve", "\uD835\uDD38b");
    }

    @Test
    void shouldFindNoWordWhereThereIsNone() {
        assertThat(words("")).isEmpty();
        assertThat(words(" -- 42 \uD835")).isEmpty();
    }

    private static List<String> words(String line) {
        List<String> found = new ArrayList<>();
        LineWords words = new LineWords(line);
        for (String word; (word = words.next()) != null; ) {
            found.add(word);
        }
        return found;
    }
}
