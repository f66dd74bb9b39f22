package io.millrace.examples.wordcount;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of an input. An empty one would mean the current folder, and is more likely an unset variable. */
final class InputOption implements ITypeConverter<String> {

    @Override
    public String convert(String value) {
        if (value.isBlank()) {
            throw new TypeConversionException("give FILE, FOLDER or -");
        }
        return value;
    }
}
