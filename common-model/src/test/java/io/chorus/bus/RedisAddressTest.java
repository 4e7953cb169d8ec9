package io.chorus.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedisAddressTest {
  @Test
  void aSentinelIsAskedForNoDatabase() {
    assertThat(RedisAddress.of("redis://s1:26379/7").withoutDatabase())
        .isEqualTo("redis://s1:26379");
    assertThat(RedisAddress.of("redis://s1:26379?db=7&client=chorus").withoutDatabase())
        .isEqualTo("redis://s1:26379?client=chorus");
  }

  @Test
  void theMasterIsReachedAsTheSentinelIs() {
    RedisAddress sentinel = RedisAddress.of("rediss://chorus:p%40ss%2Fw%3Ard@s1:26379/7?client=c");

    assertThat(sentinel.onServer("10.0.0.1", 6379))
        .isEqualTo("rediss://chorus:p%40ss%2Fw%3Ard@10.0.0.1:6379/7?client=c");
    assertThat(sentinel.onServer("fd00::1", 6379)).contains("@[fd00::1]:6379/7");
    assertThat(RedisAddress.of("redis://s1:26379").onServer("r1", 1)).isEqualTo("redis://r1:1");
  }

  @Test
  void noSecretIsToldToPeople() {
    assertThat(RedisAddress.of("redis://chorus:secret@s1:26379/7").hostAndPort())
        .isEqualTo("s1:26379");
    assertThat(RedisAddress.of("redis://chorus:secret@s1").hostAndPort()).isEqualTo("s1");
  }
}
