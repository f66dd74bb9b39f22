package io.millrace.kafka.sink;

/** A setting of the producer contradicts what the sink promises. */
public final class ProducerSettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String setting;
    private final String value;
    private final String reason;
    private final String advice;

    ProducerSettingException(String setting, String value, String reason, String advice) {
        super("Setting of the Kafka producer contradicts the sink: setting=" + setting + ", value=" + value
                + ", reason=" + reason + "; " + advice);
        this.setting = setting;
        this.value = value;
        this.reason = reason;
        this.advice = advice;
    }

    /** Name of the setting, as Kafka has it. */
    public String setting() {
        return setting;
    }

    /** Its value. */
    public String value() {
        return value;
    }

    /** What it would break. */
    public String reason() {
        return reason;
    }

    /** What to do. */
    public String advice() {
        return advice;
    }
}
