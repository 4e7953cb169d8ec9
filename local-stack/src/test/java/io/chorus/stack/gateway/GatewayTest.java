package io.chorus.stack.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GatewayTest extends GatewayHarness {

  @Test
  void everyPathReachesItsService() throws Exception {
    assertThat(body("/api/chat/rooms/a/members")).startsWith("chat-");
    assertThat(body("/socket.io/?EIO=4&transport=polling")).startsWith("chat-");
    assertThat(body("/api/history/rooms/a/messages?limit=5")).isEqualTo("history");
    assertThat(body("/api/notifications")).isEqualTo("notification");
    assertThat(body("/api/notifications/7/read")).isEqualTo("notification");
    assertThat(body("/notify")).isEqualTo("notification");
  }

  @Test
  void aPathThatOnlyBeginsLikeAServicesIsNobodys() throws Exception {
    assertThat(get("/api/chatter").statusCode()).isEqualTo(404);
    assertThat(get("/wsx").statusCode()).isEqualTo(404);
    assertThat(get("/q/metrics").statusCode()).isEqualTo(404);
  }

  @Test
  void requestsGoRoundTheInstances() {
    // Soon: until both instances have said that they are ready, the first to say so gets them all.
    await().atMost(SOON).until(() -> chatAnswers(10).equals(Set.of("chat-1", "chat-2")));
  }

  @Test
  void anInstanceThatSaysNothingIsLeftToThoseWhoAreThereAlready() {
    await().atMost(SOON).until(() -> chatAnswers(10).equals(Set.of("chat-1", "chat-2")));

    chat1.silent.set(true);

    await().atMost(SOON).until(() -> chatAnswers(10).equals(Set.of("chat-2")));
  }

  @Test
  void socketIoRequestsOfAClientStayWithOneInstance() {
    await().atMost(SOON).until(() -> socketIoAnswers(10).size() == 1);
  }

  @Test
  void aClientStaysWhereItsSessionIsThoughAnotherInstanceComesBack() throws Exception {
    await().atMost(SOON).until(() -> chatAnswers(10).equals(Set.of("chat-1", "chat-2")));
    String first = body("/socket.io/?EIO=4&transport=polling");
    FakeService gone = first.startsWith("chat-1") ? chat1 : chat2;
    gone.close();
    String other = first.startsWith("chat-1") ? "chat-2" : "chat-1";
    await().atMost(SOON).until(() -> socketIoAnswers(1).equals(Set.of(other)));

    gone.restart();
    await().atMost(SOON).until(() -> chatAnswers(10).size() == 2);

    assertThat(socketIoAnswers(4)).containsExactly(other);
    assertThat(body("/socket.io/?EIO=4&transport=polling&sid=s")).isEqualTo(other);
  }

  private Set<String> socketIoAnswers(int requests) throws Exception {
    Set<String> answers = new HashSet<>();
    for (int i = 0; i < requests; i++) {
      answers.add(body("/socket.io/?EIO=4&transport=polling"));
    }
    return answers;
  }

  @Test
  void anInstanceThatCannotBeReachedIsLeftOutUntilItAnswersAgain() throws Exception {
    chat1.close();
    await().atMost(SOON).until(() -> chatAnswers(10).equals(Set.of("chat-2")));

    chat1.restart();
    await().atMost(SOON).until(() -> chatAnswers(4).contains("chat-1"));
  }

  @Test
  void anInstanceThatIsNotReadyIsUsedOnlyWhenThereIsNoOther() {
    chat1.ready.set(false);
    await().atMost(SOON).until(() -> chatAnswers(6).equals(Set.of("chat-2")));

    chat2.ready.set(false);
    await().atMost(SOON).until(() -> chatAnswers(6).size() == 2);
  }

  @Test
  void withoutAnInstanceTheAnswerIsAProblem() throws Exception {
    history.close();

    HttpResponse<String> answer = get("/api/history/rooms/a/messages");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(new JsonObject(answer.body()).getInteger("status")).isEqualTo(503);
  }

  @Test
  void aLargeBodyArrivesInFull() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/api/chat/length"))
            .POST(BodyPublishers.ofByteArray(new byte[5_000_000]))
            .build();

    assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("5000000");
  }

  @Test
  void anEventStreamFlowsAsItIsWrittenAndEndsAtTheServiceWhenTheClientLeaves() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri("/api/notifications/stream")).build();
    try (InputStream stream = client.send(request, BodyHandlers.ofInputStream()).body()) {
      BufferedReader lines = new BufferedReader(new InputStreamReader(stream));
      assertThat(lines.readLine()).isEqualTo("id: 1");
      var atService = notification.streams.poll(5, TimeUnit.SECONDS);
      atService.response().write("id: 2\n\n");
      lines.readLine();
      assertThat(lines.readLine()).isEqualTo("id: 2");

      stream.close();
      await().atMost(SOON).until(() -> atService.response().closed());
    }
  }

  private Set<String> chatAnswers(int requests) throws Exception {
    Set<String> answers = new HashSet<>();
    for (int i = 0; i < requests; i++) {
      answers.add(body("/api/chat/rooms/a/members"));
    }
    return answers;
  }
}
