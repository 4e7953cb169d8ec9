package io.chorus.stack.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * A client as a test needs it: keeps all that it receives, and waits, never longer than ten
 * seconds, for what should come. Over the native WebSocket where nothing else is said.
 */
public final class ChatClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final AtomicInteger lastId = new AtomicInteger();
  private WebSocket socket;

  /** In place of the socket. */
  private SocketIoLine line;

  private ChatClient() {}

  /** Connects over any carrier, and waits for the greeting. */
  public static ChatClient connect(Carrier carrier, URI service, String token) {
    if (carrier == Carrier.NATIVE) {
      return connect(service, token);
    }
    ChatClient client = new ChatClient();
    client.line =
        new SocketIoLine(
            service, carrier, token, client.frames::add, () -> client.closed.complete(1006));
    client.await("authenticated");
    return client;
  }

  /** Connects with the token in a header, and waits for the greeting. */
  public static ChatClient connect(URI service, String token) {
    return open(service, HTTP.newWebSocketBuilder().header("Authorization", "Bearer " + token));
  }

  /** As {@link #connect}, and does not wait. */
  public static ChatClient connectUngreeted(URI service, String token) {
    return openUngreeted(
        service, HTTP.newWebSocketBuilder().header("Authorization", "Bearer " + token));
  }

  /** Connects as browsers do, with the token in a sub-protocol. */
  public static ChatClient connectAsBrowser(URI service, String token) {
    String carried = "quarkus-http-upgrade#Authorization#Bearer " + token;
    return open(
        service,
        HTTP.newWebSocketBuilder()
            .subprotocols(
                "bearer-token-carrier",
                URLEncoder.encode(carried, StandardCharsets.UTF_8).replace("+", "%20")));
  }

  /** The HTTP status with which the upgrade is refused. */
  public static int refusal(URI service, String token) {
    WebSocket.Builder builder = HTTP.newWebSocketBuilder();
    if (token != null) {
      builder.header("Authorization", "Bearer " + token);
    }
    try (ChatClient client = open(service, builder)) {
      throw new AssertionError("was let in, with " + client.frames);
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        return refused.getResponse().statusCode();
      }
      throw e;
    }
  }

  private static ChatClient open(URI service, WebSocket.Builder builder) {
    ChatClient client = openUngreeted(service, builder);
    client.await("authenticated");
    return client;
  }

  private static ChatClient openUngreeted(URI service, WebSocket.Builder builder) {
    ChatClient client = new ChatClient();
    String path = service.toString().replaceFirst("^http", "ws").replaceFirst("/$", "") + "/ws";
    client.socket =
        builder
            .buildAsync(
                URI.create(path), new Texts((from, frame) -> client.take(frame), client.closed))
            .join();
    return client;
  }

  /** Sends a request and waits for its reply. */
  public JsonNode request(String event, Map<String, ?> data) {
    return reply(send(event, data));
  }

  /** Sends a request; gives its id. */
  public int send(String event, Map<String, ?> data) {
    int id = lastId.incrementAndGet();
    if (line != null) {
      line.send(event, id, data);
      return id;
    }
    sendText(JSON.valueToTree(Map.of("event", event, "id", id, "data", data)).toString());
    return id;
  }

  /** Waits for the reply to a request. */
  public JsonNode reply(int id) {
    return await("reply", frame -> frame.path("id").asInt() == id).path("data");
  }

  /** Sends a frame as it is. */
  public void sendText(String frame) {
    socket.sendText(frame, true).join();
  }

  /** Sends a frame, and does not mind if the server has closed meanwhile. */
  public void sendTextUnlessClosed(String frame) {
    socket.sendText(frame, true).exceptionally(e -> null).join();
  }

  /** Sends a frame in two fragments. */
  public void sendFragments(String first, String second) {
    socket.sendText(first, false).join();
    socket.sendText(second, true).join();
  }

  public void sendBinary(byte[] frame) {
    socket.sendBinary(ByteBuffer.wrap(frame), true).join();
  }

  /** Waits for the first event of that name; gives the frame. */
  public JsonNode await(String event) {
    return await(event, frame -> true);
  }

  /** Waits for the first event of that name that fits; gives the frame. */
  public JsonNode await(String event, Predicate<JsonNode> fits) {
    return Awaitility.await(event + " among " + frames)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(
            () ->
                frames.stream()
                    .filter(frame -> frame.path("event").asText().equals(event))
                    .filter(fits)
                    .findFirst(),
            Optional::isPresent)
        .get();
  }

  /** Data of all events of that name received up to now. */
  public List<JsonNode> received(String event) {
    return frames.stream()
        .filter(frame -> frame.path("event").asText().equals(event))
        .map(frame -> frame.path("data"))
        .toList();
  }

  /** All frames received up to now. */
  public List<JsonNode> frames() {
    return List.copyOf(frames);
  }

  /** Waits for the server to close; gives the code. */
  public int closeCode() {
    Awaitility.await("being closed").atMost(PATIENCE).until(closed::isDone);
    return closed.join();
  }

  public boolean isOpen() {
    return !closed.isDone();
  }

  @Override
  public void close() {
    if (line != null) {
      line.close();
    }
    if (isOpen() && socket != null && !socket.isOutputClosed()) {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(e -> null).join();
    }
  }

  private void take(String frame) {
    try {
      frames.add(JSON.readTree(frame));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
