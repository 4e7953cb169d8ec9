package io.chorus.stack.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * Socket.IO's own client for Java, which turns all that it gets into frames as the native WebSocket
 * has them.
 */
final class SocketIoLine {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int REQUESTS = 1_000;

  /** The client's own would let five requests wait at one host, and hold back the sixth. */
  private static final OkHttpClient HTTP = http();

  private final Socket socket;
  private final Consumer<JsonNode> received;

  /**
   * @param received called with each frame, on a thread of the client
   * @param closed called when the connection has ended
   */
  SocketIoLine(
      URI service, Carrier carrier, String token, Consumer<JsonNode> received, Runnable closed) {
    this.received = received;
    IO.Options options =
        IO.Options.builder()
            .setForceNew(true)
            .setReconnection(false)
            .setTransports(carrier.transports())
            .setAuth(Map.of("token", token))
            .build();
    options.callFactory = HTTP;
    options.webSocketFactory = HTTP;
    this.socket = IO.socket(service, options);
    socket.onAnyIncoming(arguments -> took(arguments[0].toString(), arguments));
    socket.on(Socket.EVENT_DISCONNECT, ignored -> closed.run());
    socket.on(Socket.EVENT_CONNECT_ERROR, ignored -> closed.run());
    socket.connect();
  }

  private static OkHttpClient http() {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(REQUESTS);
    dispatcher.setMaxRequestsPerHost(REQUESTS);
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .readTimeout(1, TimeUnit.MINUTES)
        .build();
  }

  private void took(String event, Object... arguments) {
    Object data = arguments.length > 1 ? arguments[1] : null;
    ObjectNode frame = JSON.createObjectNode().put("event", event);
    frame.set("data", tree(data));
    received.accept(frame);
  }

  private static JsonNode tree(Object data) {
    try {
      return data instanceof String text ? JSON.valueToTree(text) : JSON.readTree("" + data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void send(String event, int id, Map<String, ?> data) {
    Ack reply =
        arguments -> {
          ObjectNode frame = JSON.createObjectNode().put("event", "reply").put("id", id);
          frame.set("data", tree(arguments[0]));
          received.accept(frame);
        };
    try {
      socket.emit(event, new Object[] {new JSONObject(JSON.writeValueAsString(data))}, reply);
    } catch (IOException | JSONException e) {
      throw new IllegalArgumentException(e);
    }
  }

  void close() {
    socket.close();
  }
}
