package io.millrace.examples.kafka;

/**
 * Where a broker listens, on the loopback address.
 *
 * @param plain for clients and other brokers
 * @param controller for the controllers
 * @param sasl for clients that say who they are
 */
record NodePorts(int plain, int controller, int sasl) {}
