package io.millrace.master.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cluster.CoordinationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectStringTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zk:2181|zk:2181|''",
                "zk|zk|''",
                "a:1,b:65535|a:1,b:65535|''",
                "a:1, b:2|a:1,b:2|''",
                "[::1]:2181|[::1]:2181|''",
                "a:1/|a:1|''",
                "a:1,b:2/apps/prod|a:1,b:2|/apps/prod",
                "10.0.0.1:2181/zookeepers|10.0.0.1:2181|/zookeepers"
            })
    void shouldTellServersFromPath(String text, String servers, String chroot) throws Exception {
        assertThat(ConnectString.parse(text)).isEqualTo(new ConnectString(servers, chroot));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "a:1,",
                ":2181",
                "a:",
                "a:0",
                "a:65536",
                "a:999999",
                "a:x",
                "a:1:2",
                "http://a:2181",
                "a b:1",
                "/apps",
                "a:1/apps/",
                "a:1//apps",
                "a:1/apps/../b",
                "a:1/zookeeper",
                "a:1/zookeeper/quota",
                "a:1/x\u0000"
            })
    void shouldRefuseWhatIsNone(String text) {
        assertThatThrownBy(() -> ConnectString.parse(text))
                .isInstanceOf(CoordinationException.class)
                .hasMessageContaining("millrace.zookeeper.connect-string=" + text)
                .hasMessageContaining("host:port");
    }

    @Test
    void shouldRefuseWhatIsTooLong() {
        assertThatThrownBy(() -> ConnectString.parse("a".repeat(3000)))
                .isInstanceOf(CoordinationException.class)
                .hasMessageContaining("too long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "a/b", "a b", "ä", "a\n"})
    void shouldRefuseAnApplicationThatCannotStandInAPath(String application) {
        assertThatThrownBy(() -> ClusterPaths.of("", application))
                .isInstanceOf(CoordinationException.class)
                .hasMessageContaining("millrace.application.name=" + application);
    }
}
