package io.millrace.test.shop;

import org.springframework.stereotype.Component;

/** Has nothing to do with streams. */
@Component
class Unrelated {}
