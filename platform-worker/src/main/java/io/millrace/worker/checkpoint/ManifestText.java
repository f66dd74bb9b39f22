package io.millrace.worker.checkpoint;

import io.millrace.worker.checkpoint.Manifest.Kind;
import io.millrace.worker.checkpoint.Manifest.TaskEntry;
import io.millrace.worker.lines.LinesReader;
import io.millrace.worker.lines.LinesWriter;
import java.util.ArrayList;
import java.util.List;

/** A manifest as lines of text. */
final class ManifestText {

    private ManifestText() {}

    static String of(Manifest manifest) {
        LinesWriter lines = new LinesWriter()
                .put("checkpoint", manifest.checkpointId())
                .put("kind", manifest.kind())
                .put("topology", manifest.topology())
                .put("keyGroups", manifest.keyGroups())
                .put("createdMillis", manifest.createdMillis())
                .put("attempt", manifest.attempt())
                .put("transactions", manifest.transactions())
                .putAll("property.", manifest.properties())
                .put("tasks", manifest.tasks().size());
        for (int i = 0; i < manifest.tasks().size(); i++) {
            putTask(lines, "task." + i + ".", manifest.tasks().get(i));
        }
        return lines.toString();
    }

    private static void putTask(LinesWriter lines, String prefix, TaskEntry task) {
        lines.put(prefix + "stage", task.stage());
        lines.put(prefix + "operators", task.operators().size());
        for (int i = 0; i < task.operators().size(); i++) {
            lines.put(prefix + "operator." + i, task.operators().get(i));
        }
        lines.put(prefix + "task", task.task());
        lines.put(prefix + "parallelism", task.parallelism());
        lines.put(prefix + "isEnded", task.isEnded());
        lines.put(prefix + "file", task.file().name());
        lines.put(prefix + "bytes", task.file().bytes());
        lines.put(prefix + "checksum", task.file().checksum());
        if (!task.shared().isEmpty()) {
            lines.put(prefix + "shared", task.shared().size());
        }
        for (int i = 0; i < task.shared().size(); i++) {
            SharedFile file = task.shared().get(i);
            lines.put(prefix + "shared." + i + ".file", file.name());
            lines.put(prefix + "shared." + i + ".bytes", file.bytes());
            lines.put(prefix + "shared." + i + ".checksum", file.checksum());
        }
    }

    /** Reads it; anything else makes an {@link IllegalArgumentException}. */
    static Manifest manifest(String text) {
        LinesReader lines = new LinesReader(text);
        List<TaskEntry> tasks = new ArrayList<>();
        int count = lines.count("tasks");
        for (int i = 0; i < count; i++) {
            tasks.add(task(lines, "task." + i + "."));
        }
        return new Manifest(
                lines.number("checkpoint"),
                Kind.valueOf(lines.text("kind")),
                lines.text("topology"),
                lines.count("keyGroups"),
                lines.number("createdMillis"),
                lines.number("attempt"),
                lines.count("transactions"),
                lines.all("property."),
                tasks);
    }

    private static TaskEntry task(LinesReader lines, String prefix) {
        List<String> operators = new ArrayList<>();
        int count = lines.count(prefix + "operators");
        for (int i = 0; i < count; i++) {
            operators.add(lines.text(prefix + "operator." + i));
        }
        return new TaskEntry(
                lines.count(prefix + "stage"),
                operators,
                lines.count(prefix + "task"),
                lines.count(prefix + "parallelism"),
                lines.text(prefix + "isEnded").equals("true"),
                new SnapshotFile(
                        StoreNames.checkedFile(lines.text(prefix + "file")),
                        lines.number(prefix + "bytes"),
                        Math.toIntExact(lines.number(prefix + "checksum"))),
                shared(lines, prefix + "shared"));
    }

    private static List<SharedFile> shared(LinesReader lines, String prefix) {
        List<SharedFile> files = new ArrayList<>();
        int count = lines.has(prefix) ? lines.count(prefix) : 0;
        for (int i = 0; i < count; i++) {
            files.add(new SharedFile(
                    StoreNames.checkedShared(lines.text(prefix + "." + i + ".file")),
                    lines.number(prefix + "." + i + ".bytes"),
                    Math.toIntExact(lines.number(prefix + "." + i + ".checksum"))));
        }
        return files;
    }
}
