package io.millrace.test.shop;

import org.springframework.stereotype.Component;

/** Asks somebody far away, and so has no place in a test. */
@Component
class Prices {

    int of(String product) {
        throw new IllegalStateException("no network in tests");
    }
}
