package io.millrace.examples.wordcount;

import io.millrace.source.MalformedText;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what to do with malformed text; its complaint says what to give. */
final class MalformedOption implements ITypeConverter<MalformedText> {

    @Override
    public MalformedText convert(String value) {
        return switch (value) {
            case "replace" -> MalformedText.REPLACE;
            case "skip" -> MalformedText.SKIP_LINE;
            case "fail" -> MalformedText.FAIL;
            default -> throw new TypeConversionException("give replace, skip or fail");
        };
    }
}
