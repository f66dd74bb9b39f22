package io.millrace.worker.autoconfigure;

import io.millrace.control.PropertyInForce;
import io.millrace.worker.history.HistorySettings;
import io.millrace.worker.tap.TapSettings;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What else there is in the application.
 *
 * @param listener hears of every change of state and of dead letters
 * @param configuration yields what is configured
 * @param isAnnouncedElsewhere whether somebody else says at the start what runs, as the console does
 * @param history how much is kept of what tasks measure
 * @param tap what is shown of records
 */
record Surroundings(
        Consumer<Object> listener,
        Supplier<List<PropertyInForce>> configuration,
        boolean isAnnouncedElsewhere,
        HistorySettings history,
        TapSettings tap) {}
