package io.chorus.stack.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The web page.
 *
 * @param folder its files; it may be missing
 * @param headers what browsers are told with each of them
 */
public record Page(Path folder, Map<String, String> headers) {
  /** In nginx' configuration, where logging in leads to; from here it leads nowhere else. */
  private static final String ISSUERS = "$issuer_origins";

  private static final Pattern HEADER =
      Pattern.compile("^add_header (\\S+) \"?([^\"]+?)\"? always;$", Pattern.MULTILINE);

  /**
   * @param configuration of nginx, which elsewhere serves the page, and says there which headers
   *     the page has
   */
  public static Page of(Path folder, Path configuration) {
    try {
      Map<String, String> headers = new LinkedHashMap<>();
      HEADER
          .matcher(Files.readString(configuration))
          .results()
          .forEach(line -> headers.put(line.group(1), line.group(2).replace(ISSUERS, "")));
      return new Page(folder, headers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
