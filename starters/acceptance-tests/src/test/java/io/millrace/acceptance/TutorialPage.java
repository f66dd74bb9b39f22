package io.millrace.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a page of Markdown, for a reader who does what it says and nothing else: a block of code below a line that
 * consists of a path in bold is a file, a block of bash is run.
 */
final class TutorialPage {

    private static final Pattern FILE = Pattern.compile("\\*\\*`([^`]+)`\\*\\*");

    private TutorialPage() {}

    static List<Step> steps(Path page) throws IOException {
        List<Step> steps = new ArrayList<>();
        @Nullable String file = null;
        @Nullable String language = null;
        StringBuilder code = new StringBuilder();
        for (String line : Files.readAllLines(page)) {
            if (language == null && line.startsWith("```") && line.length() > 3) {
                language = line.substring(3);
                code.setLength(0);
            } else if (language != null && line.equals("```")) {
                add(steps, language, file, code.toString());
                language = null;
                file = null;
            } else if (language != null) {
                code.append(line).append('\n');
            } else if (!line.isBlank()) {
                Matcher name = FILE.matcher(line.trim());
                file = name.matches() ? name.group(1) : null;
            }
        }
        return steps;
    }

    private static void add(List<Step> steps, String language, @Nullable String file, String code) {
        if (file != null) {
            steps.add(new WriteFile(file, code));
        } else if (language.equals("bash")) {
            steps.add(new Run(code));
        }
    }

    /** Something that the reader does. */
    sealed interface Step {}

    /** Writes a file, or writes it anew. */
    record WriteFile(String path, String content) implements Step {}

    /** Pastes commands into a terminal. */
    record Run(String commands) implements Step {

        /** Whether they end with a program that runs on, while the reader opens another terminal. */
        boolean isServer() {
            return commands.strip()
                    .lines()
                    .reduce((first, last) -> last)
                    .orElse("")
                    .startsWith("java -jar ");
        }
    }
}
