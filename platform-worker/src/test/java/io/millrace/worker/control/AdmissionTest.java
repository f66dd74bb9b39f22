package io.millrace.worker.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdmissionTest {

    private final Admission admission = new Admission(2, 3);

    @Test
    void shouldAdmitSoManyOfAMember() {
        assertThat(admission.admit(7)).isTrue();
        assertThat(admission.admit(7)).isTrue();
        assertThat(admission.admit(7)).isFalse();
        assertThat(admission.admit(8)).isTrue();
    }

    @Test
    void shouldAdmitSoManyOfAll() {
        admission.admit(7);
        admission.admit(7);
        admission.admit(8);
        assertThat(admission.admit(9)).isFalse();
        assertThat(admission.size()).isEqualTo(3);
    }

    @Test
    void shouldAdmitAgainWhatIsReleased() {
        admission.admit(7);
        admission.admit(7);
        admission.release(7);
        assertThat(admission.admit(7)).isTrue();
        assertThat(admission.admit(7)).isFalse();
        assertThat(admission.size()).isEqualTo(2);
    }
}
