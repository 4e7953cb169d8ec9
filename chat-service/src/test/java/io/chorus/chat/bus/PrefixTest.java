package io.chorus.chat.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.bus.Bus;
import io.chorus.chat.FakeHistory;
import io.chorus.stack.test.Backends;
import io.chorus.stack.test.ChatClient;
import io.chorus.stack.token.TokenRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(PrefixTest.Prefixed.class)
class PrefixTest {
  public static class Prefixed implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("chorus.bus.prefix", "elsewhere");
    }
  }

  @TestHTTPResource("/")
  URI service;

  @Inject Bus bus;
  @Inject Vertx vertx;

  private List<String> names(Command command, String... arguments) throws Exception {
    Redis redis = Redis.createClient(vertx, Backends.redis().url());
    try {
      Request request = Request.cmd(command);
      List.of(arguments).forEach(request::arg);
      return redis
          .send(request)
          .toCompletionStage()
          .toCompletableFuture()
          .get(30, TimeUnit.SECONDS)
          .stream()
          .map(Response::toString)
          .toList();
    } finally {
      redis.close();
    }
  }

  @Test
  void everyKeyAndChannelBeginsWithIt() throws Exception {
    List<String> keysBefore = names(Command.KEYS, "*");
    List<String> channelsBefore = names(Command.PUBSUB, "CHANNELS", "*");
    String room = "room-" + UUID.randomUUID();
    String token = Backends.tokens().mint(TokenRequest.user("id-ada").named("ada"));
    try (FakeHistory history = new FakeHistory(bus);
        ChatClient ada = ChatClient.connect(service, token)) {
      ada.request("join_room", Map.of("roomId", room));
      JsonNode reply = ada.request("send_message", Map.of("roomId", room, "content", "hi"));
      assertThat(reply.path("ok").asBoolean()).isTrue();
      ada.await("message");

      assertThat(names(Command.KEYS, "*"))
          .filteredOn(key -> !keysBefore.contains(key))
          .hasSizeGreaterThan(3)
          .allMatch(key -> key.startsWith("elsewhere:"));
      assertThat(names(Command.PUBSUB, "CHANNELS", "*"))
          .filteredOn(channel -> !channelsBefore.contains(channel))
          .contains("elsewhere:room:{" + room + "}", "elsewhere:user:{id-ada}")
          .allMatch(channel -> channel.startsWith("elsewhere:"));
    }
  }
}
