package io.millrace.benchmark.killed;

/**
 * How much the tests with Kafka do: less in every build, and all of it with {@code -Dkafka.full}.
 *
 * @param payments number of records
 * @param kills how often a process is killed
 * @param halts how often it dies at each point
 * @param brokerKills how often a broker is killed
 */
record KafkaScale(int payments, int kills, int halts, int brokerKills) {

    private static final boolean IS_FULL = System.getProperty("kafka.full") != null;

    static KafkaScale ofThisRun() {
        return IS_FULL ? new KafkaScale(2_000_000, 20, 20, 10) : new KafkaScale(200_000, 5, 2, 2);
    }
}
