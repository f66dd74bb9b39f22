package io.millrace.worker.task;

import io.millrace.source.DiscoveringSource;
import io.millrace.source.Source;
import io.millrace.source.SplitDiscovery;
import io.millrace.time.WatermarkStrategy;
import java.util.List;

/**
 * Makes the splits of one task of a source, and the discovery that finds them.
 *
 * @param source the source
 * @param watermarks how its event time is derived
 * @param inlet where records go
 * @param place which task it is
 */
record SplitFactory(
        Source<Object> source, WatermarkStrategy<Object> watermarks, SourceInlet inlet, TaskSplitContext.Place place) {

    boolean isDiscovering() {
        return source instanceof DiscoveringSource<?>;
    }

    SplitTask create(String split, int number, boolean isNew) {
        return new SplitTask(source, split, number, watermarks, inlet, new TaskSplitContext(place, isNew));
    }

    SplitDiscovery discover() {
        try {
            return ((DiscoveringSource<?>) source).discover(new TaskSplitContext(place, false));
        } catch (Exception e) {
            throw new OperatorFailedException(place.operator(), null, e);
        }
    }

    List<String> poll(SplitDiscovery discovery) {
        try {
            return discovery.poll();
        } catch (Exception e) {
            throw new OperatorFailedException(place.operator(), null, e);
        }
    }
}
