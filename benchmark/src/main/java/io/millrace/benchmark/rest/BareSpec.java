package io.millrace.benchmark.rest;

import java.util.Map;

/**
 * What a bare server answers.
 *
 * @param livePath where it tells the event each second; everywhere else it gives the body
 * @param headers of the body
 * @param tag of the body, as in its headers
 * @param body the body
 * @param event an event, as it goes over the wire
 */
record BareSpec(String livePath, Map<String, String> headers, String tag, String body, String event) {}
