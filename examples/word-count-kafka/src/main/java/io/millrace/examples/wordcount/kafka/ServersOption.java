package io.millrace.examples.wordcount.kafka;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads addresses of brokers; its complaint says what to give. */
final class ServersOption implements ITypeConverter<String> {

    private static final String SERVER = "(\\[[0-9a-fA-F:.%]+]|[^\\s,:\\[\\]]+):\\d{1,5}";

    @Override
    public String convert(String value) {
        if (!value.matches(SERVER + "(," + SERVER + ")*")) {
            throw new TypeConversionException("give HOST:PORT, or several with commas between");
        }
        return value;
    }
}
