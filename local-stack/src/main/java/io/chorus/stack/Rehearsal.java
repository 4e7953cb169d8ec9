package io.chorus.stack;

import io.chorus.stack.status.ServiceEndpoint;
import io.chorus.stack.token.TokenRequest;
import io.chorus.stack.token.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What clients ask of a service, whichever it is, as often as it takes to load what serves them and
 * to see how it is used, which the compilers go by. What it does not have it answers with 404,
 * which is a path of its own.
 */
final class Rehearsal {
  private static final int ROUNDS = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String ROOM = "/api/chat/rooms/rehearsal";

  private final ServiceEndpoint service;
  private final Tokens tokens;

  Rehearsal(ServiceEndpoint service, Tokens tokens) {
    this.service = service;
    this.tokens = tokens;
  }

  void run() {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      for (int round = 0; round < ROUNDS; round++) {
        // Somebody new each time: a token that is known is not looked at again.
        String token = tokens.mint(TokenRequest.user("rehearsal-" + round).withRoles("admin"));
        converse(client, token);
        ask(client, token, service.url() + ROOM + "/members", null);
        ask(client, token, service.url() + "/socket.io/?EIO=4&transport=polling", null);
        ask(client, token, service.url() + "/api/history/rooms/rehearsal/messages", null);
        ask(client, token, service.url() + "/api/history/rooms/rehearsal/messages?after=1", null);
        ask(client, token, service.url() + "/api/notifications", null);
        ask(
            client,
            token,
            service.url() + "/api/notifications",
            "{\"userId\":\"rehearsal\",\"type\":\"t\",\"message\":\"m\"}");
        ask(client, token, service.management() + "/q/health/ready", null);
        ask(client, token, service.management() + "/q/metrics", null);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * @param body a POST's; null for a GET
   */
  private void ask(HttpClient client, String token, String url, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json");
    client.send(
        body == null
            ? request.GET().build()
            : request.POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private void converse(HttpClient client, String token) throws InterruptedException {
    URI address = URI.create(service.url().replaceFirst("^http", "ws") + "/ws");
    // The greeting, the replies to two requests, and what the room is told.
    CountDownLatch heard = new CountDownLatch(4);
    WebSocket socket;
    try {
      socket =
          client
              .newWebSocketBuilder()
              .header("Authorization", "Bearer " + token)
              .connectTimeout(PATIENCE)
              .buildAsync(address, new Ear(heard))
              .join();
    } catch (java.util.concurrent.CompletionException e) {
      // This service has no sockets.
      return;
    }
    send(socket, "{\"event\":\"join_room\",\"id\":1,\"data\":{\"roomId\":\"rehearsal\"}}");
    send(
        socket,
        "{\"event\":\"typing\",\"id\":2,\"data\":{\"roomId\":\"rehearsal\",\"isTyping\":true}}");
    send(
        socket,
        "{\"event\":\"send_message\",\"id\":3,\"data\":{\"roomId\":\"rehearsal\",\"content\":\"hello\"}}");
    heard.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
  }

  private static void send(WebSocket socket, String frame) {
    socket.sendText(frame, true).join();
  }

  private record Ear(CountDownLatch heard) implements WebSocket.Listener {
    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      if (last) {
        heard.countDown();
      }
      socket.request(1);
      return null;
    }
  }
}
