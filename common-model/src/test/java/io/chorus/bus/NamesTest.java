package io.chorus.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.chorus.stack.test.Backends;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  private static final Script KEY = Script.of("return KEYS[1]");

  private final Vertx vertx = Vertx.vertx();
  private final List<Bus> buses = new ArrayList<>();
  private final String name = "test:" + UUID.randomUUID();

  @AfterEach
  void close() throws Exception {
    buses.forEach(Bus::close);
    get(vertx.close());
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private Bus bus(Names names) {
    String url = Backends.redis().url() + "/" + names.database();
    Bus bus = TestBus.on(vertx, url, BusSettings.defaults(), names, KEY);
    buses.add(bus);
    return bus;
  }

  @Test
  void suitesOfDifferentPrefixOrDatabaseHearAndSeeNothingOfEachOther() throws Exception {
    List<Names> suites =
        List.of(new Names("one", 0), new Names("two", 0), new Names("one", 7), new Names("two", 7));
    Map<Names, List<String>> heard = new ConcurrentHashMap<>();
    for (Names suite : suites) {
      List<String> here = new CopyOnWriteArrayList<>();
      heard.put(suite, here);
      get(bus(suite).subscribe(name, payload -> here.add(payload.toString())));
    }

    for (int i = 0; i < suites.size(); i++) {
      assertThat(get(buses.get(i).publish(name, "to " + suites.get(i)))).isEqualTo(1);
      get(buses.get(i).send(Command.SET, name, suites.get(i).toString()));
    }

    for (int i = 0; i < suites.size(); i++) {
      Names suite = suites.get(i);
      await().until(() -> heard.get(suite).equals(List.of("to " + suite)));
      assertThat(get(buses.get(i).send(Command.GET, name)).toString()).isEqualTo(suite.toString());
    }
  }

  @Test
  void scriptsGetTheKeysByTheirWholeNames() throws Exception {
    assertThat(get(bus(new Names("one", 0)).run(KEY, List.of("clock:{r}"), List.of())).toString())
        .isEqualTo("one:clock:{r}");
  }

  @Test
  void whatIsSentToAnAddressArrivesOnItsChannel() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    Bus asked = bus(new Names("one", 7));
    get(asked.subscribe(name, payload -> heard.add(payload.toString())));

    asked.answer(asked.address(name), "answer");

    await().until(() -> heard.equals(List.of("answer")));
  }

  @Test
  void withoutASettingNamesAreWhatTheyWereInTheFirstVersion() {
    assertThat(Names.DEFAULT.channel("room:{general}")).isEqualTo("chorus:room:{general}");
    assertThat(Names.DEFAULT.key("clock:{general}")).isEqualTo("chorus:clock:{general}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a:b", "{a}", "a*", "a b", "123456789012345678901234567890123"})
  void aPrefixThatCouldBeTakenForSomethingElseIsRefused(String prefix) {
    assertThatThrownBy(() -> new Names(prefix, 0)).hasMessageContaining("chorus.bus.prefix");
  }
}
