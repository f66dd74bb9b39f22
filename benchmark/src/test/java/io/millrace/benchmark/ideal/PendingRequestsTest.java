package io.millrace.benchmark.ideal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PendingRequestsTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void shouldKeepAndGiveAwayAsAMapDoes(long seed) {
        Random random = new Random(seed);
        PendingRequests requests = new PendingRequests();
        Map<Long, Long> expected = new HashMap<>();
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            if (random.nextInt(5) < 3) {
                long id = random.nextLong(1_000_000);
                if (expected.putIfAbsent(id, (long) i) == null) {
                    requests.put(id, i);
                    ids.add(id);
                }
            } else if (!ids.isEmpty()) {
                long id = ids.get(random.nextInt(ids.size()));
                Long time = expected.remove(id);
                assertThat(requests.remove(id)).isEqualTo(time == null ? PendingRequests.NONE : time);
            }
        }

        expected.forEach((id, time) -> assertThat(requests.remove(id)).isEqualTo(time));
    }
}
