package io.millrace.kafka.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;

/** Finds the factory of clients whose configuration sources and sinks take over. */
final class FactoryChoice {

    private FactoryChoice() {}

    static <F> F only(ObjectProvider<F> factories, Class<?> type) {
        F found = factories.getIfUnique();
        if (found == null) {
            throw new AmbiguousFactoryException(
                    type.getSimpleName(), (int) factories.stream().count());
        }
        return found;
    }
}
