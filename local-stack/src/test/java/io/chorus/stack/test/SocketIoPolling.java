package io.chorus.stack.test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** A session of Socket.IO that polls when the test says so, request by request. */
public final class SocketIoPolling implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String address;
  private final String id;

  private SocketIoPolling(String address, String id) {
    this.address = address + "&sid=" + id;
    this.id = id;
  }

  private static String address(URI service) {
    return service.toString().replaceFirst("/$", "") + "/socket.io/?EIO=4&transport=polling";
  }

  public static SocketIoPolling open(URI service) {
    String address = address(service);
    HttpResponse<String> answer = ask(HttpRequest.newBuilder(URI.create(address)));
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return new SocketIoPolling(address, PacketClient.data(answer.body()).path("sid").asText());
  }

  /** The HTTP status with which a handshake is refused. */
  public static int refusal(URI service) {
    HttpResponse<String> answer = ask(HttpRequest.newBuilder(URI.create(address(service))));
    if (answer.statusCode() == 200) {
      throw new AssertionError("was let in with " + answer.body());
    }
    return answer.statusCode();
  }

  private static HttpResponse<String> ask(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public String id() {
    return id;
  }

  /** The same session, asked for at another instance. */
  public SocketIoPolling at(URI service) {
    return new SocketIoPolling(address(service), id);
  }

  /** Connects to the namespace; gives what the server answered. */
  public JsonNode connect(Map<String, ?> auth) {
    try {
      post("40" + JSON.writeValueAsString(auth));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
    return PacketClient.data(poll().split("\u001e")[0]);
  }

  /** Waits for packets. */
  public String poll() {
    return ask(HttpRequest.newBuilder(URI.create(address))).body();
  }

  /** Sends packets; gives the HTTP status of the answer. */
  public int post(String payload) {
    return ask(HttpRequest.newBuilder(URI.create(address)).POST(BodyPublishers.ofString(payload)))
        .statusCode();
  }

  @Override
  public void close() {
    try {
      post("1");
    } catch (UncheckedIOException e) {
      // Its instance is gone, and the session with it.
    }
  }
}
