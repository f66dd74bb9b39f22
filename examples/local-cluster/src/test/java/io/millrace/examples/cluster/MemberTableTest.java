package io.millrace.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemberTableTest {

    @Test
    void shouldMakeColumnsAsWideAsTheyHaveToBe() {
        assertThat(MemberTable.text(List.of(
                        List.of("member", "pid", "console"),
                        List.of("worker-10", "1", "http"),
                        List.of("z", "22", ""))))
                .isEqualTo("""
                        member     pid  console
                        worker-10  1    http
                        z          22""");
    }
}
