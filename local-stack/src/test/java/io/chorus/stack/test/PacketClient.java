package io.chorus.stack.test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * A client of Socket.IO that knows packets alone, for what real clients do not do. Answers pings;
 * waits, never longer than thirty seconds, for what should come.
 */
public final class PacketClient implements AutoCloseable {
  private static final String NEW = "EIO=4&transport=websocket";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final List<String> packets = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final WebSocket socket;

  private PacketClient(URI service, String query, Map<String, String> headers) {
    WebSocket.Builder builder = HTTP.newWebSocketBuilder();
    headers.forEach(builder::header);
    socket = builder.buildAsync(address(service, query), new Texts(this::take, closed)).join();
  }

  private static URI address(URI service, String query) {
    String base = service.toString().replaceFirst("^http", "ws").replaceFirst("/$", "");
    return URI.create(base + "/socket.io/?" + query);
  }

  /** The HTTP status with which the upgrade is refused. */
  public static int refusal(URI service, String query) {
    try (PacketClient client = new PacketClient(service, query, Map.of())) {
      throw new AssertionError("was let in, with " + client.packets);
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        return refused.getResponse().statusCode();
      }
      throw e;
    }
  }

  /** A session of its own. */
  public static PacketClient open(URI service) {
    return open(service, Map.of());
  }

  public static PacketClient open(URI service, Map<String, String> headers) {
    return new PacketClient(service, NEW, headers);
  }

  /** A socket for a session that polls. */
  public static PacketClient upgrade(URI service, String sessionId) {
    return new PacketClient(service, NEW + "&sid=" + sessionId, Map.of());
  }

  /** Connects to the namespace; gives what the server answered. */
  public JsonNode connect(Map<String, ?> auth) {
    send("40" + text(auth));
    return data(await(packet -> packet.startsWith("40") || packet.startsWith("44")));
  }

  /** Asks, and waits for the acknowledgement. */
  public JsonNode request(int id, String event, Map<String, ?> data) {
    send("42" + id + text(List.of(event, data)));
    return data(await(packet -> packet.startsWith("43" + id + "["))).path(0);
  }

  public void send(String packet) {
    socket.sendText(packet, true).join();
  }

  public void send(byte[] message) {
    socket.sendBinary(ByteBuffer.wrap(message), true).join();
  }

  /** Waits for the first packet that fits. */
  public String await(Predicate<String> fits) {
    return Awaitility.await("a packet among " + packets)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> packets.stream().filter(fits).findFirst(), Optional::isPresent)
        .get();
  }

  /** Waits for the first event of that name that fits; gives its arguments. */
  public JsonNode awaitEvent(String event, Predicate<JsonNode> fits) {
    String start = "42[\"" + event + "\"";
    return data(await(packet -> packet.startsWith(start) && fits.test(data(packet))));
  }

  /** Arguments of all events of that name received up to now. */
  public List<JsonNode> events(String event) {
    return packets.stream()
        .filter(packet -> packet.startsWith("42[\"" + event + "\""))
        .map(PacketClient::data)
        .toList();
  }

  /** All packets received up to now, but pings. */
  public List<String> packets() {
    return List.copyOf(packets);
  }

  /** The JSON behind a packet's digits. */
  public static JsonNode data(String packet) {
    try {
      return JSON.readTree(packet.replaceFirst("^[0-9]*(/[^,]*,)?[0-9]*", ""));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(packet, e);
    }
  }

  private static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Waits for the server to close; gives the code. */
  public int closeCode() {
    Awaitility.await("being closed").atMost(PATIENCE).until(closed::isDone);
    return closed.join();
  }

  public boolean isOpen() {
    return !closed.isDone();
  }

  /** Ends the connection without a word. */
  public void cut() {
    socket.abort();
  }

  @Override
  public void close() {
    socket.abort();
  }

  private void take(WebSocket from, String packet) {
    if (packet.equals("2")) {
      from.sendText("3", true);
    } else {
      packets.add(packet);
    }
  }
}
