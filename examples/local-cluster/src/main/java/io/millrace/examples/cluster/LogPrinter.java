package io.millrace.examples.cluster;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Prints what members say, each line behind the name of who says it. What they say is in files first, so that no member ever
 * waits for a slow terminal.
 *
 * <p><b>Thread.</b> Has one owner.
 */
final class LogPrinter {

    private record Source(String prefix, LogTail tail) {}

    private final List<Source> sources = new ArrayList<>();
    private final Predicate<String> isWanted;
    private final PrintStream out;

    /** Prints the lines that are wanted. */
    LogPrinter(List<LocalMember> members, Predicate<String> isWanted, PrintStream out) {
        this.isWanted = isWanted;
        this.out = out;
        int width = members.stream()
                .mapToInt(member -> member.name().length())
                .max()
                .orElse(0);
        for (LocalMember member : members) {
            String prefix = member.name() + " ".repeat(width - member.name().length()) + " | ";
            sources.add(new Source(prefix, new LogTail(member.log(), 0)));
        }
    }

    /** Prints what is new. */
    void print() throws IOException {
        for (Source source : sources) {
            for (List<String> lines = source.tail().poll();
                    !lines.isEmpty();
                    lines = source.tail().poll()) {
                lines.stream().filter(isWanted).forEach(line -> out.println(source.prefix() + line));
            }
        }
        out.flush();
    }
}
