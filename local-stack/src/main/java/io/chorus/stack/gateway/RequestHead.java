package io.chorus.stack.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a request says before its body. It is passed on as it is written, so only what can be read
 * in one way is taken: by two readers, an odd one may be read as two paths, or as two requests.
 */
final class RequestHead {
  /**
   * A target that is not {@code /path?query} in its normal form: with empty, {@code .} or {@code
   * ..} segments, a fragment, a parameter, encoded characters that need not be, or an encoded
   * slash, backslash, percent, semicolon or control. The nginx in web-client has the same line.
   */
  private static final Pattern ODD_TARGET =
      Pattern.compile(
          "^[^/]|[^\\x21-\\x7e]|#|^[^?]*(?:[^?!$&'()*+,/0-9:=@A-Z._~%-]|//|/\\.\\.?(?:[/?]|$)"
              + "|%(?![2-9a-f][0-9a-f])|%(?:2[5def]|3[0-9b]|4[1-9a-f]|5[0-9acf]|[67]))",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern HOST =
      Pattern.compile(
          "(?:[a-z0-9][a-z0-9._-]*|\\[[0-9a-f:.]+])(?::[0-9]{1,5})?", Pattern.CASE_INSENSITIVE);

  private static final Pattern LOCAL_HOST =
      Pattern.compile(
          "(?:localhost|127\\.0\\.0\\.1|\\[::1])(?::[0-9]{1,5})?", Pattern.CASE_INSENSITIVE);

  private RequestHead() {}

  /** Why a request is refused; empty for one that is not. */
  static Optional<String> fault(HttpServerRequest request) {
    if (ODD_TARGET.matcher(request.uri()).find()) {
      return Optional.of("the target is not a path in its normal form");
    }
    List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
    if (hosts.size() != 1 || !HOST.matcher(hosts.getFirst()).matches()) {
      return Optional.of("there has to be one Host header, with a host and perhaps a port");
    }
    if (hasTwoLengths(request)) {
      return Optional.of("the body's length is given twice");
    }
    if (WebSocketTunnel.isUpgrade(request) && hasBody(request)) {
      return Optional.of("an upgrade has no body");
    }
    return Optional.empty();
  }

  /**
   * Whether it is meant for this machine: another site's name that leads here, and another site's
   * page, are not.
   */
  static boolean isLocal(HttpServerRequest request) {
    String host = request.getHeader(HttpHeaders.HOST);
    List<String> origins = request.headers().getAll(HttpHeaders.ORIGIN);
    return LOCAL_HOST.matcher(host).matches()
        && (origins.isEmpty() || origins.equals(List.of("http://" + host)));
  }

  private static boolean hasTwoLengths(HttpServerRequest request) {
    int lengths = request.headers().getAll(HttpHeaders.CONTENT_LENGTH).size();
    int encodings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING).size();
    return lengths + encodings > 1;
  }

  private static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || length != null && !length.equals("0");
  }
}
