package io.millrace.benchmark.footprint;

/**
 * What is reported of an idle topology.
 *
 * @param engine name of the engine
 * @param workload name of the workload
 * @param parallelism number of tasks of each step
 * @param seconds how long it was watched
 * @param cpuPercent processor time of the whole process, in percent of one core
 * @param jdk version of Java
 */
record IdleResult(String engine, String workload, int parallelism, double seconds, double cpuPercent, String jdk) {}
