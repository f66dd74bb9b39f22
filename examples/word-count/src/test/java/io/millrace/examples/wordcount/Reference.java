package io.millrace.examples.wordcount;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Counts words in the plainest way there is. */
final class Reference {

    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    private Reference() {}

    static List<String> words(String text) {
        return WORD.matcher(text)
                .results()
                .map(word -> word.group()
                        .codePoints()
                        .map(Character::toLowerCase)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString())
                .toList();
    }

    /** The counts as {@code uniq -c} prints them, most frequent first, equals in the order of the alphabet. */
    static List<String> report(String text) {
        Map<String, Long> counts =
                words(text).stream().collect(Collectors.groupingBy(word -> word, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(entry -> String.format("%7d %s", entry.getValue(), entry.getKey()))
                .toList();
    }
}
