package io.chorus.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AbsencesTest {
  private final Absences absences = new Absences(4, 2);

  private static Absence of(String user) {
    return of(user, 0);
  }

  private static Absence of(String user, long sinceNanos) {
    return new Absence("socket", user, sinceNanos, 0, Map.of(), null);
  }

  @Test
  void whoComesBackIsAwayNoMore() {
    Absence ada = of("ada");
    absences.add("1", ada);

    assertThat(absences.take("1")).containsSame(ada);
    assertThat(absences.take("1")).isEmpty();
  }

  @Test
  void ofOneUserTheOldestGoesAndNobodyElses() {
    Absence first = of("mallory");
    absences.add("0", of("ada"));
    absences.add("1", first);
    absences.add("2", of("mallory"));

    assertThat(absences.add("3", of("mallory"))).containsSame(first);
    for (int i = 4; i < 100; i++) {
      absences.add(Integer.toString(i), of("mallory"));
    }

    assertThat(absences.take("0")).isPresent();
  }

  @Test
  void ofAllTheOldestGoes() {
    Absence first = of("u0");
    absences.add("0", first);
    for (int i = 1; i < 4; i++) {
      assertThat(absences.add(Integer.toString(i), of("u" + i))).isEmpty();
    }

    assertThat(absences.add("4", of("u4"))).containsSame(first);
  }

  @Test
  void thoseWhoWentLongAgoAreOver() {
    Absence first = of("ada", Long.MAX_VALUE - 1);
    Absence second = of("bob", Long.MAX_VALUE);
    Absence later = of("ada", Long.MIN_VALUE + 10);
    absences.add("1", first);
    absences.add("2", second);
    absences.add("3", later);

    assertThat(absences.takeBefore(Long.MIN_VALUE + 10)).containsExactly(first, second);
    assertThat(absences.takeBefore(Long.MIN_VALUE + 10)).isEmpty();
    assertThat(absences.take("1")).isEmpty();
    assertThat(absences.take("3")).containsSame(later);
  }
}
