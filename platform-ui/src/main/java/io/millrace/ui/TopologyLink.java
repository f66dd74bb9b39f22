package io.millrace.ui;

/**
 * A topology in the overview.
 *
 * @param name its name
 * @param address path of its page, encoded
 * @param state its state when the page was made
 * @param health its health when the page was made
 */
record TopologyLink(String name, String address, String state, String health) {}
