package io.millrace.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"millrace-words-counts-3", "with/slashes/in-0", "x"})
    void shouldSayTheSameWhenItIsReadAgain(String transactionalId) {
        TransactionName name = new TransactionName("00ff", 17, transactionalId, 1_700_000_000_000L);
        assertThat(name.toId()).isEqualTo("00ff/17/" + transactionalId + "/1700000000000");
        assertThat(TransactionName.parse(name.toId())).isEqualTo(name);
    }

    @Test
    void shouldNameAGroupOfTheAttemptAlone() {
        assertThat(new TransactionName("00ff", 1, "millrace-words-counts-12", 0).markerGroup())
                .isEqualTo("millrace-words-counts-00ff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "part-00000-000000000001.txt", "a/b", "a/1/c", "a/x/c/5", "a/1/c/y", "/1/c/5"})
    void shouldRefuseWhatAnotherSinkHasPrepared(String id) {
        assertThatThrownBy(() -> TransactionName.parse(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("id=" + id + "; give the sink another name");
    }
}
