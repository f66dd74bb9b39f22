package io.millrace.master.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The description of this API for tools. It is a file; a test compares it with what is answered. */
@RestController
public final class OpenApiController {

    private static final String FILE = "openapi.json";

    private final String description;

    /**
     * Reads the description.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    public OpenApiController() {
        try (InputStream file = OpenApiController.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(
                        "Description of the API is missing: file=" + FILE + "; build the console with its resources");
            }
            description = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The description, in the form of OpenAPI 3.1. */
    @GetMapping(path = "/api/v1/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<String> description() {
        return Tagged.of(description);
    }
}
