package io.millrace.master.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files under docs/deploy, as text and as trees. */
final class DeploymentFiles {

    private static final Path FOLDER = Path.of("..", "docs", "deploy");
    private static final JsonMapper JSON = new JsonMapper();

    private DeploymentFiles() {}

    static String compose() {
        return read(FOLDER.resolve("compose.yaml"));
    }

    /** Files of manifests, each with any number of documents. */
    static List<String> manifests() {
        try (Stream<Path> files = Files.list(FOLDER.resolve("kubernetes"))) {
            return files.sorted().map(DeploymentFiles::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All documents of all manifests. */
    static List<JsonNode> objects() {
        return manifests().stream().flatMap(text -> parse(text).stream()).toList();
    }

    /** The documents of a text, with what they take from each other put in; a key that stands twice is refused. */
    static List<JsonNode> parse(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<JsonNode> documents = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(options)).loadAll(text)) {
            documents.add(JSON.valueToTree(document));
        }
        return documents;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
