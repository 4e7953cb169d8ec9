package io.chorus.stack.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What every service holds to over HTTP, whatever it serves. */
public abstract class HttpContract {
  @TestHTTPResource("/")
  URI service;

  /** One that answers a GET, with a page. */
  protected abstract String page();

  /** One that answers something else. */
  protected abstract String another();

  private String send(String request) {
    return RawHttp.exchange(service.getPort(), request);
  }

  private String ask(String method, String target) {
    return send(
        RawHttp.get(target)
            .replaceFirst("GET", method)
            .replace(
                "Connection: close\r\n",
                "Connection: close\r\nAuthorization: Bearer "
                    + Backends.tokens().mint("u1", "admin")
                    + "\r\n"));
  }

  private static void isProblem(String request, String answer, int least, int most) {
    assertThat(RawHttp.status(answer)).as(request).isBetween(least, most);
    assertThat(answer.toLowerCase(Locale.ROOT))
        .as(request)
        .contains("content-type: application/problem+json");
    assertThat(answer).as(request).contains("\"code\":\"");
  }

  @Test
  void whatCannotBeReadIsAnsweredWithAProblem() {
    assertThat(OddRequests.unreadable(page()))
        .allSatisfy(request -> isProblem(request, send(request), 400, 431));
  }

  @Test
  void whatCannotBeReadBehindAnotherRequestIsAnsweredInItsTurn() {
    String first = RawHttp.get(page()).replace("Connection: close\r\n", "");

    String answers = send(first + RawHttp.get(page() + "/%zz"));

    assertThat(answers.indexOf("HTTP/1.1 401")).isZero();
    assertThat(answers.indexOf("HTTP/1.1 400")).isPositive();
    assertThat(answers).contains("\"code\":\"invalid_request\"");
  }

  @Test
  void aMethodThatIsNotAllowedIsToldWhichOnesAre() {
    String answer = ask("DELETE", page());
    isProblem("DELETE", answer, 405, 405);
    assertThat(allowed(answer)).contains("GET").doesNotContain("DELETE");

    answer = ask("DELETE", another());
    isProblem("DELETE", answer, 405, 405);
    assertThat(allowed(answer)).doesNotContain("DELETE").isNotEmpty();
    for (String method : allowed(answer)) {
      assertThat(RawHttp.status(ask(method, another()))).as(method).isNotEqualTo(405);
    }
  }

  private static String[] allowed(String answer) {
    return answer
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("allow:"))
        .map(line -> line.substring(6).strip().split(" *, *"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aParameterWithoutAValueIsABadValue() {
    for (String query : new String[] {"limit=", "limit", "before=", "after=", "unread="}) {
      isProblem(query, ask("GET", page() + "?" + query), 400, 400);
    }
  }
}
