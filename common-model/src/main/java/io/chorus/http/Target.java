package io.chorus.http;

import io.chorus.model.Text;
import io.chorus.model.error.Refusal;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * What a request names, as it came. Only what everybody on the way reads alike is let through: no
 * empty or dotted segments, no separators or NUL in disguise, no parameter given twice. One slash
 * at the end is nobody's trouble.
 */
final class Target {
  private Target() {}

  /**
   * @param target path and query, as they came
   * @throws Refusal with {@code invalid_request}
   */
  static void check(String target) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    String inner = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    if (!inner.isEmpty()) {
      for (String segment : inner.substring(1).split("/", -1)) {
        checkSegment(decoded(segment));
      }
    }
    if (query >= 0) {
      checkParameters(target.substring(query + 1));
    }
  }

  private static void checkSegment(String segment) {
    if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
      throw Refusal.invalid("the path has an empty segment, or one of dots");
    }
    if (segment.indexOf('/') >= 0 || segment.indexOf('\\') >= 0 || hasControls(segment)) {
      throw Refusal.invalid("the path has a separator or a control character in a segment");
    }
  }

  private static void checkParameters(String query) {
    Set<String> names = new HashSet<>();
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String name = decoded(equals < 0 ? parameter : parameter.substring(0, equals));
      String value = equals < 0 ? "" : decoded(parameter.substring(equals + 1));
      if (hasControls(name) || hasControls(value)) {
        throw Refusal.invalid("a parameter has a control character");
      }
      if (value.isEmpty() && Parameters.NAMES.contains(name)) {
        // The framework would take it for none.
        throw Refusal.invalid(name + " is empty");
      }
      if (!name.isEmpty() && !names.add(name)) {
        throw Refusal.invalid("a parameter is given twice");
      }
    }
  }

  private static boolean hasControls(String text) {
    return text.chars().anyMatch(Character::isISOControl) || !Text.isStorable(text);
  }

  private static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    try {
      byte[] bytes =
          URLDecoder.decode(text, StandardCharsets.ISO_8859_1)
              .getBytes(StandardCharsets.ISO_8859_1);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw Refusal.invalid("the address is not percent-encoded UTF-8");
    }
  }
}
