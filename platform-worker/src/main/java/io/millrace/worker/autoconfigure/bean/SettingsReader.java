package io.millrace.worker.autoconfigure.bean;

import io.millrace.annotation.Operator;
import io.millrace.annotation.Sink;
import io.millrace.annotation.Source;
import io.millrace.annotation.Topology;
import io.millrace.topology.ErrorPolicy;
import io.millrace.topology.Retry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.Environment;

/** Reads the attributes of annotations: placeholders, numbers and durations. */
final class SettingsReader {

    private final Environment environment;

    SettingsReader(Environment environment) {
        this.environment = environment;
    }

    Settings read(Source source, String defaultName, Class<?> declaringClass) {
        return new Settings(
                nameOr(source.name(), defaultName),
                topology(source.topology(), declaringClass),
                List.of(),
                null,
                ErrorPolicy.FAIL,
                Retry.NONE,
                source.blocking(),
                source.shared(),
                Settings.DEFAULT_MAX_BATCH,
                "",
                null,
                "",
                "",
                new Settings.SourceTime(
                        text("timestamp", source.timestamp()),
                        orZero(duration("disorder", source.disorder())),
                        duration("idleAfter", source.idleAfter()),
                        duration("maxAhead", source.maxAhead()),
                        duration("every", source.every())),
                texts("formerly", source.formerly()),
                false);
    }

    Settings read(Operator operator, String defaultName, Class<?> declaringClass) {
        WindowReader window = new WindowReader(this, operator.window());
        return new Settings(
                nameOr(operator.name(), defaultName),
                topology(operator.topology(), declaringClass),
                texts("input", operator.input()),
                parallelism(operator.parallelism()),
                operator.onError(),
                retry(operator.retries(), operator.backoff()),
                operator.blocking(),
                operator.shared(),
                maxBatch(operator.maxBatch()),
                text("key", operator.key()),
                window.spec(),
                window.lateTo(),
                text("aggregate", operator.aggregate()),
                Settings.SourceTime.READ,
                texts("formerly", operator.formerly()),
                false);
    }

    Settings read(Sink sink, String defaultName, Class<?> declaringClass) {
        return new Settings(
                nameOr(sink.name(), defaultName),
                topology(sink.topology(), declaringClass),
                texts("input", sink.input()),
                parallelism(sink.parallelism()),
                sink.onError(),
                retry(sink.retries(), sink.backoff()),
                sink.blocking(),
                sink.shared(),
                maxBatch(sink.maxBatch()),
                "",
                null,
                "",
                "",
                Settings.SourceTime.READ,
                texts("formerly", sink.formerly()),
                sink.idempotent());
    }

    /** An attribute with its placeholders replaced. */
    String text(String attribute, String value) {
        try {
            return environment.resolveRequiredPlaceholders(value).strip();
        } catch (IllegalArgumentException e) {
            throw new Refused("placeholder of an attribute has no value: attribute=" + attribute + ", value=" + value
                    + " (" + e.getMessage() + "); set the property, or give a default as in ${name:default}");
        }
    }

    /** A duration, or null if the attribute is empty. */
    @Nullable
    Duration duration(String attribute, String value) {
        String text = text(attribute, value);
        try {
            return text.isEmpty() ? null : DurationStyle.detectAndParse(text);
        } catch (IllegalArgumentException e) {
            throw new Refused("attribute is no duration: attribute=" + attribute + ", value=" + text
                    + "; write it as 10s, 1m or PT1H");
        }
    }

    /** A whole number, or null if the attribute is empty. */
    @Nullable
    Integer number(String attribute, String value) {
        String text = text(attribute, value);
        try {
            return text.isEmpty() ? null : Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new Refused("attribute is no whole number: attribute=" + attribute + ", value=" + text
                    + "; write it in digits");
        }
    }

    private String nameOr(String name, String defaultName) {
        String text = text("name", name);
        return text.isEmpty() ? defaultName : text;
    }

    private @Nullable String topology(String attribute, Class<?> declaringClass) {
        String text = text("topology", attribute);
        if (!text.isEmpty()) {
            return text;
        }
        Topology onClass = AnnotatedElementUtils.findMergedAnnotation(declaringClass, Topology.class);
        String named = onClass == null ? "" : text("@Topology", onClass.value());
        return named.isEmpty() ? null : named;
    }

    private List<String> texts(String attribute, String[] values) {
        return Arrays.stream(values).map(value -> text(attribute, value)).toList();
    }

    private @Nullable Integer parallelism(String value) {
        return number("parallelism", value);
    }

    private Retry retry(String retries, String backoff) {
        Integer number = number("retries", retries);
        Duration first = duration("backoff", backoff);
        if (number == null && first != null) {
            throw new Refused("attribute has no effect without retries: attribute=backoff, value=" + backoff
                    + "; add retries = \"3\", or leave it out");
        }
        try {
            return Retry.of(number == null ? 0 : number, first == null ? Retry.DEFAULT_BACKOFF : first);
        } catch (IllegalArgumentException e) {
            throw new Refused("attribute is out of range: attribute=retries or backoff (" + e.getMessage() + ")");
        }
    }

    private int maxBatch(String value) {
        Integer number = number("maxBatch", value);
        int maxBatch = number == null ? Settings.DEFAULT_MAX_BATCH : number;
        if (maxBatch < 1 || maxBatch > 1_000_000) {
            throw new Refused(
                    "attribute is out of range: attribute=maxBatch, value=" + maxBatch + "; use 1 to 1000000");
        }
        return maxBatch;
    }

    private static Duration orZero(@Nullable Duration duration) {
        return duration == null ? Duration.ZERO : duration;
    }
}
