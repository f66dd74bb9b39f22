package io.millrace.examples.sensors;

import java.time.Instant;

/**
 * What a sensor has measured.
 *
 * @param device name of the sensor
 * @param celsius temperature
 * @param at when it was measured
 */
record Reading(String device, double celsius, Instant at) {

    /** What is refused here is answered with 400. */
    Reading {
        if (device == null || device.isBlank()) {
            throw new IllegalArgumentException("Reading has no device; say which sensor it comes from");
        }
        if (at == null) {
            throw new IllegalArgumentException("Reading has no time: device=" + device + "; set 'at'");
        }
    }
}
