package io.millrace.worker.serial;

import io.millrace.worker.serial.Schema.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads the text of a schema. The text comes from a file or from another process, so nothing is taken for granted. */
final class SchemaParser {

    private static final int MAX_DEPTH = 200;

    private final String text;
    private final List<Schema> definitions = new ArrayList<>();
    private int position;

    private SchemaParser(String text) {
        this.text = text;
    }

    static Schema parse(String text) throws IncompatibleSchemaException {
        SchemaParser parser = new SchemaParser(text);
        Schema schema = parser.type(0);
        if (parser.position != text.length()) {
            throw parser.malformed("end");
        }
        return schema;
    }

    private Schema type(int depth) throws IncompatibleSchemaException {
        if (depth > MAX_DEPTH) {
            throw malformed("at most " + MAX_DEPTH + " levels");
        }
        if (skip("#")) {
            int number = number();
            if (number >= definitions.size()) {
                throw malformed("number of an earlier definition");
            }
            return definitions.get(number);
        }
        if (skip("custom \"")) {
            return custom();
        }
        if (skip("enum ")) {
            return enumOf();
        }
        return skip("sealed ") ? sealed(depth) : named(depth);
    }

    private Schema custom() throws IncompatibleSchemaException {
        int end = text.indexOf("\"@", position);
        if (end < 0) {
            throw malformed("end of a quoted type");
        }
        String type = text.substring(position, end);
        position = end + 2;
        return Schema.custom(type, number());
    }

    private Schema enumOf() throws IncompatibleSchemaException {
        Schema schema = definition(Kind.ENUM, name());
        expect("{");
        while (!skip("}")) {
            separate(schema);
            schema.add(name(), null, false);
        }
        return schema;
    }

    private Schema sealed(int depth) throws IncompatibleSchemaException {
        Schema schema = definition(Kind.SEALED, name());
        expect("{");
        while (!skip("}")) {
            separate(schema);
            Schema subclass = type(depth + 1);
            schema.add(subclass.name(), subclass, false);
        }
        return schema;
    }

    private Schema named(int depth) throws IncompatibleSchemaException {
        String name = name();
        if (skip("{")) {
            return struct(definition(Kind.STRUCT, name), depth);
        }
        if (skip("<")) {
            return group(new Schema(Kind.GROUP, name), depth);
        }
        if (Scalars.codec(name) == null) {
            throw malformed("known type before the position");
        }
        return Schema.scalar(name);
    }

    private Schema struct(Schema schema, int depth) throws IncompatibleSchemaException {
        while (!skip("}")) {
            separate(schema);
            String field = name();
            expect(":");
            Schema type = type(depth + 1);
            schema.add(field, type, skip("?"));
        }
        return schema;
    }

    private Schema group(Schema schema, int depth) throws IncompatibleSchemaException {
        while (!skip(">")) {
            separate(schema);
            Schema element = type(depth + 1);
            schema.add(element.name(), element, false);
        }
        if (schema.parts().size() != Groups.elements(schema.name())) {
            throw malformed("known group of types before the position");
        }
        return schema;
    }

    private void separate(Schema schema) throws IncompatibleSchemaException {
        if (!schema.parts().isEmpty()) {
            expect(",");
        }
    }

    private Schema definition(Kind kind, String name) {
        Schema schema = new Schema(kind, name);
        definitions.add(schema);
        return schema;
    }

    private String name() throws IncompatibleSchemaException {
        int start = position;
        while (position < text.length() && "{}<>,:?#\" ".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        if (position == start) {
            throw malformed("name");
        }
        return text.substring(start, position);
    }

    private int number() throws IncompatibleSchemaException {
        int start = position;
        while (position < text.length() && position - start < 9 && Character.isDigit(text.charAt(position))) {
            position++;
        }
        if (position == start) {
            throw malformed("number");
        }
        return Integer.parseInt(text.substring(start, position));
    }

    private boolean skip(String token) {
        boolean isThere = text.startsWith(token, position);
        position += isThere ? token.length() : 0;
        return isThere;
    }

    private void expect(String token) throws IncompatibleSchemaException {
        if (!skip(token)) {
            throw malformed("'" + token + "'");
        }
    }

    private IncompatibleSchemaException malformed(String expected) {
        return new IncompatibleSchemaException("Schema cannot be read: expected=" + expected + ", position=" + position
                + ", schema=" + (text.length() > 200 ? text.substring(0, 200) + "…" : text)
                + "; the file or the peer is of another version, or damaged");
    }
}
