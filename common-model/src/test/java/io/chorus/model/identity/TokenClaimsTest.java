package io.chorus.model.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.model.Json;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.room.DefaultAccess;
import io.chorus.model.room.RoomId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenClaimsTest {
  private final Map<String, Object> claims =
      new HashMap<>(Map.of("sub", "u1", "exp", 1_900_000_000L));

  @Test
  void theUsernameIsTheFirstOfItsClaimsAndElseTheUserId() {
    assertThat(identity().username()).isEqualTo("u1");
    claims.put("name", "Ada L.");
    assertThat(identity().username()).isEqualTo("Ada L.");
    claims.put("upn", "ada@example.org");
    assertThat(identity().username()).isEqualTo("ada@example.org");
    claims.put("preferred_username", "ada");
    assertThat(identity().username()).isEqualTo("ada");
  }

  @Test
  void theExpiryIsInMilliseconds() {
    assertThat(identity().expiresAt()).isEqualTo(1_900_000_000_000L);
  }

  @Test
  void aFractionOfASecondIsKeptToTheMillisecond() {
    claims.put("exp", new BigDecimal("1900000000.9876"));
    assertThat(identity().expiresAt()).isEqualTo(1_900_000_000_987L);
  }

  @Test
  void anExpiryThatIsNoMomentIsRefusedAndNeverWrapped() {
    for (Object number :
        List.of(
            new BigDecimal("1e300"),
            new BigDecimal("-1e300"),
            new BigDecimal("1e2147483647"),
            -1L,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            BigInteger.TWO.pow(64).add(BigInteger.valueOf(1_900_000_000L)),
            "1900000000",
            true)) {
      claims.put("exp", number);
      refused();
    }
  }

  @Test
  void aTokenThatNestsDeeperThanOurJsonIsUnauthorized() {
    String deep = "{\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
    for (String token :
        List.of(encoded(deep) + "." + encoded("{}") + ".c2ln", "e30." + encoded(deep) + ".c2ln")) {
      assertThatThrownBy(() -> TokenClaims.identity(token, DefaultAccess.OPEN))
          .isInstanceOf(Refusal.class);
    }
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aRoomsClaimWinsOverTheDefault() {
    claims.put("rooms", List.of("team-*"));
    assertThat(identity().rooms().allows(new RoomId("general"))).isFalse();
    assertThat(identity().rooms().allows(new RoomId("team-1"))).isTrue();
  }

  @Test
  void aTokenWithoutAUsableSubjectOrExpiryIsUnauthorized() {
    claims.put("sub", " ");
    refused();
    claims.put("sub", "a\nb");
    refused();
    claims.put("sub", "u1");
    claims.remove("exp");
    refused();
  }

  @Test
  void roomsThatAreNoListAreUnauthorizedRatherThanOpen() {
    claims.put("rooms", "general");
    refused();
  }

  @Test
  void aTokenInItsCompactFormIsRead() {
    claims.put("rooms", List.of("general"));
    claims.put("groups", List.of(Roles.NOTIFIER));
    String payload = Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(claims));

    Identity identity = TokenClaims.identity("e30." + payload + ".c2ln", DefaultAccess.OPEN);

    assertThat(identity.userId()).isEqualTo("u1");
    assertThat(identity.hasRole(Roles.NOTIFIER)).isTrue();
    assertThat(identity.rooms().allows(new RoomId("other"))).isFalse();
  }

  @Test
  void whatIsNoTokenIsUnauthorized() {
    for (String token : List.of("", "a.b", "a.b.c", "a.!!.c", "..")) {
      assertThatThrownBy(() -> TokenClaims.identity(token, DefaultAccess.OPEN))
          .isInstanceOf(Refusal.class);
    }
  }

  private void refused() {
    assertThatThrownBy(this::identity)
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.code()).isEqualTo(ErrorCode.UNAUTHORIZED));
  }

  private Identity identity() {
    return TokenClaims.identity(claims, DefaultAccess.OPEN);
  }

  @Test
  void whoModeratesIsSaidByTheRoleOrByPatterns() {
    RoomId any = new RoomId("any");
    assertThat(identity().moderates(any)).isFalse();

    claims.put("moderates", List.of("team-*"));
    assertThat(identity().moderates(any)).isFalse();
    assertThat(identity().moderates(new RoomId("team-a"))).isTrue();

    claims.put("groups", List.of("moderator"));
    assertThat(identity().moderates(any)).isTrue();
  }
}
