package io.millrace.worker.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.control.ClusterView;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterFindingsTest {

    @Test
    void shouldFindWhoCameAndWhoWent() {
        assertThat(ClusterFindings.between(view(1, 5, 1, 2), view(1, 5, 1, 3)))
                .extracting(Finding::message)
                .containsExactly(
                        "Member has come: member=3, name=m3, version=1.0, roles=[WORKER], slots=4",
                        "Member has gone: member=2, name=m2, version=1.0");
    }

    @Test
    void shouldFindWhoLeads() {
        assertThat(ClusterFindings.between(view(1, 5, 1, 2), view(2, 6, 1, 2)))
                .extracting(Finding::message)
                .containsExactly("Leader is member=2, name=m2, version=1.0, epoch=6");
        assertThat(ClusterFindings.between(view(1, 5, 1, 2), view(null, 5, 1, 2)))
                .extracting(Finding::message)
                .containsExactly("Nobody leads, as far as this member knows");
        assertThat(ClusterFindings.between(view(1, 5, 1), view(1, 6, 1)))
                .extracting(Finding::message)
                .containsExactly("Leader is member=1, name=m1, version=1.0, epoch=6");
    }

    @Test
    void shouldFindNothingWhereOnlyConnectionsCameAndWent() {
        assertThat(ClusterFindings.between(view(1, 5, 1, 2), view(1, 5, 1, 2))).isEmpty();
    }

    private static ClusterView view(Integer leader, long epoch, int... members) {
        return new ClusterView(
                1,
                leader,
                epoch,
                IntStream.of(members)
                        .mapToObj(number -> new ClusterView.Member(
                                number, "m" + number, "host", 7480, List.of("WORKER"), 4, "1.0", number % 2 == 0))
                        .toList());
    }
}
