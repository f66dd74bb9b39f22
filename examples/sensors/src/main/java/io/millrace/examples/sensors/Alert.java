package io.millrace.examples.sensors;

import java.time.Instant;

/**
 * A sensor has crossed the limit.
 *
 * @param device name of the sensor
 * @param celsius temperature that crossed it
 * @param at when
 * @param isTooHot whether it is above the limit now, or below it again
 */
record Alert(String device, double celsius, Instant at, boolean isTooHot) {}
