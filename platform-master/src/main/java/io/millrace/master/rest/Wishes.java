package io.millrace.master.rest;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Reads what requests wish for in their bodies. A wish that is misspelt must not be taken for none. */
final class Wishes {

    private static final int MAX_NAME = 100;

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    private Wishes() {}

    /**
     * Reads a body, whatever the request says of its type.
     *
     * @param remedy what could be sent, beginning with a semicolon
     * @throws WrongRequestException if it is none
     */
    static <T> T read(byte[] body, Class<T> type, String remedy) {
        try {
            T read = STRICT.readValue(body, type);
            if (read != null) {
                return read;
            }
        } catch (JacksonException e) {
            throw new WrongRequestException("Body is no wish: " + fault(e) + remedy, e);
        }
        throw new WrongRequestException("Body is null" + remedy);
    }

    /** Where the fault is, in our words: those of the parser name classes. */
    private static String fault(JacksonException failure) {
        if (failure instanceof UnrecognizedPropertyException unknown) {
            String name = String.valueOf(unknown.getPropertyName());
            return "unknown=" + name.substring(0, Math.min(name.length(), MAX_NAME));
        }
        if (failure instanceof MismatchedInputException && !failure.getPath().isEmpty()) {
            return "wrong type=" + failure.getPath().get(0).getPropertyName();
        }
        TokenStreamLocation place = failure.getLocation();
        return place == null ? "no JSON" : "line=" + place.getLineNr() + ", column=" + place.getColumnNr();
    }
}
