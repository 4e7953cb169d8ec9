package io.chorus.stack.test;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Requests that two readers may read in two ways. Each gateway refuses each of them, and no service
 * hears of it.
 */
public final class OddRequests {
  private OddRequests() {}

  /** Targets that are no path in its normal form. */
  public static Stream<String> targets() {
    return Stream.of(
        "/ws#/../q/metrics",
        "/ws?a=1#/../q/metrics",
        "/notify#x",
        "/api/chat/#/../../../q/metrics",
        "/ws/../q/metrics",
        "/api/chat/../../q/metrics",
        "/api/chat/./rooms",
        "/api/chat/rooms/..",
        "/api/chat/rooms/.",
        "/api/history/rooms/../../notifications?x=1",
        "/api/chat/%2e%2e/%2e%2e/q/metrics",
        "/api/chat/.%2E/history",
        "/api/chat/..%2f..%2fq/metrics",
        "/api/chat%2f..%2f..%2fq%2fmetrics",
        "/api/history/rooms/team%2Fa/messages",
        "/api/chat/%252e%252e/%252e%252e/q/metrics",
        "/api/chat/..\\..\\q\\metrics",
        "/api/chat/%5c..%5c..%5cq",
        "//api/chat/rooms",
        "/api//chat/rooms",
        "/api/chat//../q",
        "//evil.example/ws",
        "/api/chat;x=1/rooms",
        "/api/chat/..;/..;/q/metrics",
        "/api/chat/rooms/a;b/members",
        "/api/chat/rooms/a%3bb/members",
        "/api/chat/%00",
        "/api/chat/a%0d%0aX:%20y",
        "/api/chat/a\0b",
        "/api/chat/%",
        "/api/chat/%2",
        "/api/chat/%zz",
        "/api/chat/%u002e",
        "/%61pi/chat/rooms",
        "/%77s",
        "/%64ev/token",
        "/api/chat/caf\u00e9",
        "/api/chat/{a}",
        "/api/chat/\"a\"",
        "/api/chat/rooms/general/members?x=\u00e9",
        "/" + "a/".repeat(40_000),
        "http://localhost/ws",
        "http://evil.example/api/chat/rooms",
        "http://localhost/../q/metrics",
        "https://localhost:8080/api/chat/rooms",
        "api/chat/rooms",
        "*",
        "localhost:80");
  }

  /** Targets that are, and that are a service's. */
  public static Stream<String> normalTargets() {
    return Stream.of(
        "/api/chat/rooms/team%3Aa/members?limit=5&x=%2e%2e%2f;",
        "/socket.io/?EIO=4&transport=polling",
        "/api/history/rooms/a_b.c-d:e/messages?after=1",
        "/api/notifications/7/read");
  }

  /** Requests without a host, or with one that is none. */
  public static Stream<String> hosts() {
    return Stream.of(
            "",
            "Host: \r\n",
            "Host: a b\r\n",
            "Host: localhost/ws\r\n",
            "Host: user@localhost\r\n",
            "Host: localhost:80:90\r\n",
            "Host: localhost:http\r\n",
            "Host: localhost, evil.example\r\n",
            "Host: localhost\r\nHost: evil.example\r\n",
            "Host: <script>\r\n")
        .map(line -> "GET /api/chat/rooms HTTP/1.1\r\nConnection: close\r\n" + line + "\r\n");
  }

  /** Requests for a path whose heads no server can read. */
  public static Stream<String> unreadable(String path) {
    return Stream.of(
            List.of(path + "/%zz"),
            List.of(path + "/%"),
            List.of(path + "/%2"),
            List.of(path + "?limit=%zz"),
            List.of(path + "?%=1"),
            List.of(path + "/{a}"),
            List.of(path + "/a|b"),
            List.of(path + "/a\\b"),
            List.of(path + "/a^b"),
            List.of(path + "?x=\"a\""),
            List.of(path + "?x=<a>"),
            List.of(path + "/" + "a".repeat(5_000)),
            List.of(path, "X-Long: " + "a".repeat(30_000)),
            List.of(path, "a:\r\n".repeat(150) + "a:"),
            List.of(path, "X-Odd: a\0b"),
            List.of(path, "X-Odd\0: a"),
            List.of(path, "X Odd: a"),
            List.of(path, "no colon"),
            List.of(path, "Content-Length: -1"),
            List.of(path, "Content-Length: 1e3"),
            List.of(path, "Content-Length: 1", "Content-Length: 2"),
            List.of(path + " a"),
            List.of(path + "\0"))
        .map(
            lines ->
                RawHttp.get(lines.getFirst())
                    .replace(
                        "Connection: close\r\n",
                        "Connection: close\r\n"
                            + lines.stream()
                                .skip(1)
                                .map(line -> line + "\r\n")
                                .collect(Collectors.joining())));
  }

  /** Requests that may be one or two: the second would ask for {@code /api/history/smuggled}. */
  public static Stream<String> bodies() {
    String second = "GET /api/history/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";
    String chunked = "5\r\nhello\r\n0\r\n\r\n";
    String length = "Content-Length: " + chunked.length() + "\r\n";
    return Stream.of(
        post(length + "Transfer-Encoding: chunked\r\n") + chunked + second,
        post("Transfer-Encoding: chunked\r\n" + length) + chunked + second,
        post("Content-Length: 0\r\nContent-Length: " + second.length() + "\r\n") + second,
        post("Content-Length: 0, " + second.length() + "\r\n") + second,
        post("Content-Length: +0\r\n") + second,
        post("Content-Length: 0x0\r\n") + second,
        post("Content-Length: -1\r\n") + second,
        post("Content-Length : 0\r\n") + second,
        post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n") + chunked + second,
        post("Transfer-Encoding: xchunked\r\n") + chunked + second,
        post("Transfer-Encoding: chunked, identity\r\n") + chunked + second,
        post("Transfer-Encoding: identity\r\n" + length) + chunked + second,
        post("Transfer-Encoding : chunked\r\n" + length) + chunked + second,
        post("Transfer-Encoding: \u000bchunked\r\n" + length) + chunked + second,
        post(length + " Transfer-Encoding: chunked\r\n") + chunked + second,
        post("X\0: y\r\n" + length) + chunked + second,
        post("Transfer-Encoding: chunked\r\n") + "0x5\r\nhello\r\n0\r\n\r\n" + second,
        post("Transfer-Encoding: chunked\r\n") + "-1\r\nhello\r\n0\r\n\r\n" + second,
        post("Transfer-Encoding: chunked\r\n") + "5\r\nhelloX\r\n0\r\n\r\n" + second,
        post("Transfer-Encoding: chunked\r\n").replace("1.1", "1.0") + chunked + second,
        RawHttp.upgrade("/ws", "Content-Length: " + second.length() + "\r\n") + second,
        RawHttp.upgrade("/ws", "Transfer-Encoding: chunked\r\n") + chunked + second);
  }

  private static String post(String headers) {
    return "POST /api/chat/rooms/a/messages HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
  }
}
