package io.millrace.worker.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millrace.sink.Transaction;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionFormatTest {

    @Test
    void shouldReadWhatItHasWritten() {
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            byte[] content = new byte[random.nextInt(300)];
            random.nextBytes(content);
            Transaction transaction = new Transaction("é".repeat(random.nextInt(200)), content);
            assertThat(TransactionFormat.read(TransactionFormat.write(transaction)))
                    .isEqualTo(transaction);
        }
    }

    @Test
    void shouldWriteWhatTheFormatSays() {
        assertThat(TransactionFormat.write(new Transaction("ab", new byte[] {7})))
                .containsExactly(0, 0, 0, 2, 'a', 'b', 7);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 5})
    void shouldRefuseWhatIsCutShort(int bytes) {
        byte[] piece = TransactionFormat.write(Transaction.of("ab"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TransactionFormat.read(Arrays.copyOf(piece, bytes)))
                .withMessageStartingWith("Transaction in a checkpoint cannot be read: bytes=" + bytes);
    }

    @Test
    void shouldRefuseALengthThatCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> TransactionFormat.read(new byte[] {-1, -1, -1, -1, 0}));
    }
}
