package io.chorus.stack.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WebSocketTunnelTest extends GatewayHarness {
  @Test
  void aWebSocketPassesWithItsHeadersInBothDirections() throws Exception {
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    WebSocket socket = connect(AUTHORIZED, received::add);

    assertThat(received.poll(5, TimeUnit.SECONDS)).startsWith("hello from chat-");
    socket.writeTextMessage("ping");
    assertThat(received.poll(5, TimeUnit.SECONDS)).isEqualTo("echo ping");
  }

  @Test
  void aCloseCodeOfTheServiceReachesTheClient() throws Exception {
    WebSocket socket = connect(AUTHORIZED, text -> {});
    BlockingQueue<Short> codes = new LinkedBlockingQueue<>();
    socket.closeHandler(closed -> codes.add(socket.closeStatusCode()));

    atService().close((short) 4401, "expired");

    assertThat(codes.poll(5, TimeUnit.SECONDS)).isEqualTo((short) 4401);
  }

  @Test
  void aClientThatIsGoneIsGoneAtTheService() throws Exception {
    WebSocket socket = connect(AUTHORIZED, text -> {});
    var atService = atService();

    socket.close();

    await().atMost(SOON).until(atService::isClosed);
  }

  @Test
  void aRefusedUpgradeIsAnsweredAsTheServiceDid() {
    assertThatThrownBy(() -> connect(Map.of(), text -> {}))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            UpgradeRejectedException.class,
            refusal -> assertThat(refusal.getStatus()).isEqualTo(401));
  }

  @Test
  void aSlowReaderIsNoticedByTheService() throws Exception {
    WebSocket socket = connect(AUTHORIZED, text -> {});
    socket.pause();
    var atService = atService();
    String chunk = "x".repeat(60_000);

    // More than all the buffers of the system on the way.
    for (int i = 0; i < 1_000; i++) {
      atService.writeTextMessage(chunk);
    }

    await().during(Duration.ofSeconds(1)).atMost(SOON).until(atService::writeQueueFull);
  }

  @Test
  void whatIsNewIsRefusedWhileDrainingAndWhatIsOpenLivesOn() throws Exception {
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    WebSocket socket = connect(AUTHORIZED, received::add);

    gateway.drain();

    assertThat(get("/api/chat/rooms/a/members").statusCode()).isEqualTo(503);
    socket.writeTextMessage("still here");
    await().atMost(SOON).until(() -> received.contains("echo still here"));
  }

  private ServerWebSocket atService() {
    await().atMost(SOON).until(() -> !chat1.sockets.isEmpty() || !chat2.sockets.isEmpty());
    var socket = chat1.sockets.poll();
    return socket == null ? chat2.sockets.poll() : socket;
  }
}
