package io.chorus.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the build leaves for the gateway to serve. */
class BundleTest {
  private static final Path SERVED = Path.of("../web-client/target/page");
  private static final Pattern OWN_FILE = Pattern.compile("(?:src|href)=\"([\\w./-]+)\"");

  @ParameterizedTest
  @ValueSource(strings = {"index.html"})
  void everyFileThatADocumentNamesIsThere(String document) throws IOException {
    Path file = SERVED.resolve(document);

    List<String> named =
        OWN_FILE
            .matcher(Files.readString(file))
            .results()
            .map(match -> match.group(1))
            .filter(name -> name.endsWith(".js") || name.endsWith(".css"))
            .toList();

    assertThat(named).isNotEmpty();
    assertThat(named).allSatisfy(name -> assertThat(file.resolveSibling(name)).isNotEmptyFile());
  }
}
