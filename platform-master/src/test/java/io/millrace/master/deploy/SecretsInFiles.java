package io.millrace.master.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Finds values that ought to stand in no file. */
final class SecretsInFiles {

    private static final Pattern SECRET = Pattern.compile("(?i).*(secret|password|token|credential|digest).*");
    /** Keys that name a secret, or switch something. */
    private static final Set<String> HARMLESS = Set.of("secretName", "automountServiceAccountToken");

    private SecretsInFiles() {}

    /** Paths of the values. */
    static List<String> in(JsonNode document) {
        List<String> found = new ArrayList<>();
        if (document.path("kind").asString("").equals("Secret")) {
            found.add("/kind");
        }
        look(document, "", found);
        return found;
    }

    private static void look(JsonNode node, String path, List<String> found) {
        if (isSecret(node.path("name").asString("")) && node.has("value")) {
            found.add(path + "/value");
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String below = path + "/" + entry.getKey();
            if (entry.getValue().isValueNode() && isSecret(entry.getKey()) && !HARMLESS.contains(entry.getKey())) {
                found.add(below);
            }
            look(entry.getValue(), below, found);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            if (node.get(i).isString()
                    && isSecret(node.get(i).asString().split("=", 2)[0])
                    && node.get(i).asString().contains("=")) {
                found.add(path + "/" + i);
            }
            look(node.get(i), path + "/" + i, found);
        }
    }

    private static boolean isSecret(String name) {
        return SECRET.matcher(name).matches();
    }
}
