package io.millrace.cli;

import io.millrace.cli.json.Doc;
import io.millrace.cli.view.Cell;
import io.millrace.cli.view.Table;
import io.millrace.cli.view.Text;
import io.millrace.cli.view.Tone;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Standard output and standard error of a command. All texts of others are made harmless here, or in {@link Cell}. */
final class Output {

    private static final int MAX_NAME = 16;

    private final Environment environment;
    private final PrintWriter out;

    Output(Environment environment) {
        this.environment = environment;
        this.out = environment.out();
    }

    /** What a server says, over several lines for people and on one for programs. */
    void json(Doc doc) {
        if (!doc.isEmpty()) {
            print(environment.screen().isTerminal() ? doc.pretty() : doc.compact());
        }
    }

    /** What a server says, on one line, as one of many. */
    void jsonLine(Doc doc) {
        print(doc.compact());
    }

    void line(String text) {
        line(text, Tone.PLAIN);
    }

    void line(String text, Tone tone) {
        print(tone.paint(Text.clean(text), environment.isColoured()));
    }

    /** A name and its value, as one of several. */
    void field(String name, Cell value) {
        print(fieldText(name, value));
    }

    void table(Table table) {
        table.lines(environment.screen().width(), environment.isColoured()).forEach(this::print);
    }

    /** A table, or what it means that there are no rows; that is no output for programs. */
    void table(Table table, String otherwise) {
        if (table.isEmpty()) {
            note(otherwise);
        } else {
            table(table);
        }
    }

    /** Something that is no result, for people. */
    void note(String text) {
        environment.err().println(Text.clean(text));
        environment.err().flush();
    }

    /** Whether nobody reads any more, as after {@code | head}. */
    boolean isClosed() {
        return out.checkError();
    }

    /** Lines of a picture: fields, and a table below. */
    List<String> picture(List<String> head, Table table) {
        List<String> lines = new ArrayList<>(head);
        lines.addAll(table.lines(environment.screen().width(), environment.isColoured()));
        return lines;
    }

    String fieldText(String name, Cell value) {
        String title = name + " ".repeat(Math.max(0, MAX_NAME - name.length()));
        return Tone.DIM.paint(title, environment.isColoured())
                + value.tone().paint(value.text(), environment.isColoured());
    }

    /** Lines that somebody else has written, with their line ends. */
    void lines(String prefix, @Nullable String text, Tone tone) {
        List<String> lines = Text.lines(text == null ? "" : text);
        print(prefix + (lines.isEmpty() ? "" : tone.paint(lines.get(0), environment.isColoured())));
        lines.stream().skip(1).forEach(line -> print("    " + tone.paint(line, environment.isColoured())));
    }

    private void print(String line) {
        out.print(line);
        out.print('\n');
        out.flush();
    }
}
