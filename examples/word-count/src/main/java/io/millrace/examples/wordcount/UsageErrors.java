package io.millrace.examples.wordcount;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong with a command line: what, which value, what to do. */
public final class UsageErrors implements IParameterExceptionHandler {

    private final UnaryOperator<String> advice;

    /**
     * Knows what its command does not.
     *
     * @param advice what to do with an argument that belongs to no option
     */
    public UsageErrors(UnaryOperator<String> advice) {
        this.advice = advice;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        failure.getCommandLine().getErr().println(sentence(failure));
        return CommandLine.ExitCode.USAGE;
    }

    private String sentence(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        ArgSpec option = failure instanceof MissingParameterException missing
                ? missing.getMissing().get(0)
                : failure.getArgSpec();
        if (failure instanceof MissingParameterException && option != null) {
            return "Option has no value: option=" + name(option) + "; give " + option.paramLabel();
        }
        if (failure instanceof OverwrittenOptionException twice) {
            return "Option is given twice: option=" + name(twice.getOverwritten()) + "; give it once";
        }
        if (failure.getCause() instanceof TypeConversionException wrong) {
            return "Option has a wrong value: option=" + name(option) + ", value=" + failure.getValue() + "; "
                    + wrong.getMessage();
        }
        return failure.getMessage() + "; see --help";
    }

    private String unmatched(UnmatchedArgumentException failure) {
        String argument = failure.getUnmatched().get(0);
        if (!failure.isUnknownOption()) {
            return "Argument belongs to no option: argument=" + argument + "; " + advice.apply(argument);
        }
        List<String> near = failure.getSuggestions();
        return "Option does not exist: option=" + argument
                + (near.isEmpty() ? "; see --help" : "; did you mean " + near.get(0) + "?");
    }

    private static String name(@Nullable ArgSpec option) {
        return option instanceof OptionSpec named ? named.longestName() : String.valueOf(option);
    }
}
