package io.millrace.aggregate;

/**
 * Accumulator of a compensated floating-point sum and a count.
 *
 * <p>Source: A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974).
 */
public final class DoubleAccumulator {

    private double sum;
    private double compensation;
    private long count;

    DoubleAccumulator() {}

    void add(double number) {
        double total = sum + number;
        compensation += Math.abs(sum) >= Math.abs(number) ? (sum - total) + number : (number - total) + sum;
        sum = total;
        count++;
    }

    void add(DoubleAccumulator other) {
        long records = count + other.count;
        add(other.sum);
        compensation += other.compensation;
        count = records;
    }

    double sum() {
        return Double.isFinite(sum) ? sum + compensation : sum;
    }

    double average() {
        return sum() / count;
    }
}
