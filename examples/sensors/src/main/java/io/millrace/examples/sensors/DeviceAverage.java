package io.millrace.examples.sensors;

import java.time.Instant;

/**
 * Average of a sensor in a window of time.
 *
 * @param device name of the sensor
 * @param from start of the window
 * @param to end of the window
 * @param celsius average temperature
 */
record DeviceAverage(String device, Instant from, Instant to, double celsius) {}
