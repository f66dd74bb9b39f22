package io.millrace.benchmark.measure;

import java.math.BigDecimal;
import java.math.MathContext;
import tools.jackson.databind.json.JsonMapper;

/** The form of results: JSON, one line each. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final MathContext DIGITS = new MathContext(4);

    private Json() {}

    /** One line for a record. */
    public static String line(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** The record of a line. */
    public static <T> T read(String line, Class<T> type) {
        return MAPPER.readValue(line, type);
    }

    /** A measured number with no more digits than it is worth. */
    public static double round(double measured) {
        return new BigDecimal(measured, DIGITS).doubleValue();
    }

    /** Version of Java, as results show it. */
    public static String jdk() {
        return Runtime.version().toString();
    }
}
