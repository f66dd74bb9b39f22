package io.millrace.examples.sensors;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import org.springframework.stereotype.Component;

/** The last average of each device, for who comes later. */
@Component
class LatestAverages {

    private final ConcurrentSkipListMap<String, DeviceAverage> byDevice = new ConcurrentSkipListMap<>();

    void put(DeviceAverage average) {
        byDevice.put(average.device(), average);
    }

    Collection<DeviceAverage> all() {
        return List.copyOf(byDevice.values());
    }
}
