package io.millrace.worker.task;

/**
 * How full the inputs of a task are, each from 0 to 1.
 *
 * @param mean on average; -1 if there are none
 * @param max the fullest; -1 if there are none
 */
record QueueFill(double mean, double max) {

    /** Of a task that has no inputs. */
    static final QueueFill NONE = new QueueFill(-1, -1);

    static QueueFill of(Input[] inputs) {
        if (inputs.length == 0) {
            return NONE;
        }
        double sum = 0;
        double max = 0;
        for (Input input : inputs) {
            double fill = input.fill();
            sum += fill;
            max = Math.max(max, fill);
        }
        return new QueueFill(sum / inputs.length, max);
    }
}
