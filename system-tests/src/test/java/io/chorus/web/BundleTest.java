package io.chorus.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the build leaves for the gateway to serve. */
class BundleTest {
  private static final Path SERVED = Path.of("../web-client/target/page");
  private static final Pattern OWN_FILE =
      Pattern.compile("(?:src|href)=\"([\\w./-]+\\.(?:js|css))\"");

  @ParameterizedTest
  @ValueSource(strings = {"index.html", "ops/index.html"})
  void everyFileThatADocumentNamesIsThere(String document) throws IOException {
    List<String> named =
        OWN_FILE
            .matcher(Files.readString(SERVED.resolve(document)))
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(named).isNotEmpty();
    assertThat(named).allSatisfy(name -> assertThat(locate(document, name)).isNotEmptyFile());
  }

  /** Nothing in a document names it: the page fetches it once there is code to be coloured. */
  @Test
  void whatColoursCodeIsThere() {
    assertThat(SERVED.resolve("highlight.js")).isNotEmptyFile();
    assertThat(SERVED.resolve("highlight.js.gz")).isNotEmptyFile();
  }

  private static Path locate(String document, String name) {
    return name.startsWith("/")
        ? SERVED.resolve(name.substring(1))
        : SERVED.resolve(document).resolveSibling(name);
  }
}
