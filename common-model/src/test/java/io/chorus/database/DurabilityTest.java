package io.chorus.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DurabilityTest {
  private static final Durability DEFAULT = new Durability("on", "on", "on", "");

  @ParameterizedTest
  @EnumSource(names = {"NOTHING", "CRASH", "POWER_LOSS"})
  void postgresqlAsItComesSurvivesTheLossOfPower(Survival demanded) {
    assertThat(DEFAULT.against(demanded)).isEmpty();
  }

  @Test
  void onlySynchronousStandbysSurviveTheLossOfTheMachine() {
    assertThat(DEFAULT.against(Survival.FAILOVER)).containsExactly("synchronous_standby_names=''");
    assertThat(new Durability("on", "on", "local", "ANY 1 (a, b)").against(Survival.FAILOVER))
        .containsExactly("synchronous_commit=local");
    assertThat(
            new Durability("on", "on", "remote_write", "ANY 1 (a, b)").against(Survival.FAILOVER))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "off, on, on, fsync=off",
    "on, off, on, full_page_writes=off",
    "on, on, off, synchronous_commit=off"
  })
  void eachSettingThatLosesCommitsWithThePowerIsNamed(
      String fsync, String fullPageWrites, String synchronousCommit, String fault) {
    Durability settings = new Durability(fsync, fullPageWrites, synchronousCommit, "");

    assertThat(settings.against(Survival.POWER_LOSS)).containsExactly(fault);
    assertThat(settings.against(Survival.NOTHING)).isEmpty();
  }

  @Test
  void aCrashOfPostgresqlAloneLosesWhatItDidNotWaitFor() {
    assertThat(new Durability("off", "off", "on", "").against(Survival.CRASH)).isEmpty();
    assertThat(new Durability("on", "on", "off", "").against(Survival.CRASH))
        .isEqualTo(List.of("synchronous_commit=off"));
  }
}
