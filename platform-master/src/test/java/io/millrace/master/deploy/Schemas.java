package io.millrace.master.deploy;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is wrong with a file, as its schema sees it. */
final class Schemas {

    private static final Schema COMPOSE = compose();
    private static final Map<String, Schema> KINDS = kinds();

    private Schemas() {}

    static List<String> faultsOfCompose(JsonNode document) {
        return faults(COMPOSE, document);
    }

    static List<String> faultsOfManifest(JsonNode document) {
        String kind = document.path("kind").asString("");
        Schema schema = KINDS.get(kind);
        return schema == null ? List.of("There is no schema for this kind: kind=" + kind) : faults(schema, document);
    }

    private static Schema compose() {
        ObjectNode schema = load("compose-spec.json");
        // It names its dialect by an address that no validator knows, and its parts as older dialects did.
        schema.remove("$schema");
        removeIds(schema);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2019_09)
                .getSchema(schema);
    }

    private static Map<String, Schema> kinds() {
        ObjectNode definitions = load("kubernetes.json");
        JsonNode kinds = definitions.remove("kinds");
        Map<String, Schema> schemas = new TreeMap<>();
        kinds.forEachEntry((kind, definition) -> {
            ObjectNode schema = definitions.deepCopy();
            schema.put("$ref", "#/definitions/" + definition.asString());
            schemas.put(
                    kind,
                    SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                            .getSchema(schema));
        });
        return schemas;
    }

    private static void removeIds(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.path("id").isString()) {
            object.remove("id");
        }
        schema.forEach(Schemas::removeIds);
    }

    private static List<String> faults(Schema schema, JsonNode document) {
        return schema.validate(document).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    private static ObjectNode load(String name) {
        try (InputStream file = Objects.requireNonNull(Schemas.class.getResourceAsStream("/schemas/" + name), name)) {
            return (ObjectNode) new JsonMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
