package io.millrace.worker.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RestartBudgetTest {

    private static final RestartBudget.Settings SETTINGS = new RestartBudget.Settings(4, 1000, 10, 50);

    @Test
    void shouldPauseLongerWithEachRestartUpToTheLongest() {
        RestartBudget budget = new RestartBudget(SETTINGS);

        assertThat(budget.tryRestart(0)).isEqualTo(10);
        assertThat(budget.tryRestart(1)).isEqualTo(20);
        assertThat(budget.tryRestart(2)).isEqualTo(40);
        assertThat(budget.tryRestart(3)).isEqualTo(50);
    }

    @Test
    void shouldRefuseWhenAllTokensAreSpent() {
        RestartBudget budget = new RestartBudget(SETTINGS);
        for (int i = 0; i < 4; i++) {
            assertThat(budget.tryRestart(i)).isPositive();
        }

        assertThat(budget.tryRestart(4)).isEqualTo(-1);
        assertThat(budget.tryRestart(999)).isEqualTo(-1);
    }

    @Test
    void shouldGiveATokenBackForEachStretchOfTime() {
        RestartBudget budget = new RestartBudget(SETTINGS);
        for (int i = 0; i < 4; i++) {
            budget.tryRestart(0);
        }

        assertThat(budget.tryRestart(1000)).isEqualTo(50);
        assertThat(budget.tryRestart(1001)).isEqualTo(-1);
        assertThat(budget.tryRestart(3000)).isEqualTo(40);
    }

    @Test
    void shouldForgetOldFailuresAltogether() {
        RestartBudget budget = new RestartBudget(SETTINGS);
        for (int i = 0; i < 4; i++) {
            budget.tryRestart(0);
        }

        assertThat(budget.tryRestart(1_000_000)).isEqualTo(10);
        assertThat(budget.tryRestart(1_000_001)).isEqualTo(20);
    }

    @Test
    void shouldNotHealWhileTheClockGoesBack() {
        RestartBudget budget = new RestartBudget(SETTINGS);
        for (int i = 0; i < 4; i++) {
            budget.tryRestart(5000);
        }

        assertThat(budget.tryRestart(0)).isEqualTo(-1);
    }

    @Test
    void shouldNeverRestartWithoutTokens() {
        assertThat(new RestartBudget(RestartBudget.Settings.NEVER).tryRestart(0))
                .isEqualTo(-1);
    }

    @Test
    void shouldRefuseSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> new RestartBudget.Settings(1, 0, 1, 1))
                .hasMessageContaining("Restart settings are out of range")
                .hasMessageContaining("healMillis=0");
    }

    @Test
    void shouldNotRefuseHoweverOftenSomethingIsLost() {
        RestartBudget budget = new RestartBudget(SETTINGS);
        for (int i = 0; i < 1000; i++) {
            assertThat(budget.restartAfterLoss(i * 40L)).isBetween(10L, 50L);
        }

        assertThat(budget.tryRestart(40_000)).isEqualTo(10);
    }

    @Test
    void shouldPauseLongerOnlyForLossesThatFollowEachOther() {
        RestartBudget budget = new RestartBudget(SETTINGS);

        assertThat(budget.restartAfterLoss(10_000)).isEqualTo(10);
        assertThat(budget.restartAfterLoss(10_100)).isEqualTo(20);
        assertThat(budget.restartAfterLoss(10_201)).isEqualTo(10);
        assertThat(budget.restartAfterLoss(10_202)).isEqualTo(20);
    }

    @Test
    void shouldRestartNothingAfterALossIfThereAreToBeNoRestarts() {
        assertThat(new RestartBudget(RestartBudget.Settings.NEVER).restartAfterLoss(0))
                .isEqualTo(-1);
    }
}
