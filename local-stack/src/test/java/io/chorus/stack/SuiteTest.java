package io.chorus.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.stack.data.Claim;
import io.chorus.stack.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong before anything runs; the whole suite is driven by the system tests. */
class SuiteTest {
  @TempDir private Path folder;

  @Test
  void countsAndPortsHaveARange() {
    SuiteOptions options = SuiteOptions.in(folder);

    assertThatThrownBy(() -> options.withInstances(0, 1, 1))
        .isInstanceOf(StartFailure.class)
        .hasMessage("--chat has to be between 1 and 20, not 0.");
    assertThatThrownBy(() -> options.onPort(70_000))
        .hasMessage("--port has to be between 0 and 65535, not 70000.");
  }

  @Test
  void aFolderOfDataBelongsToOneSuite() {
    SuiteOptions options = SuiteOptions.in(folder);
    try (Claim other = Claim.of(options.data(), "taken")) {
      assertThat(other).isNotNull();
      assertThatThrownBy(() -> Suite.start(options))
          .hasMessage("Another suite is running on the data in %s.", options.data());
    }
  }

  @Test
  void aCheckoutBelongsToOneSuite() {
    SuiteOptions options = SuiteOptions.in(folder);
    try (Claim other = Claim.of(options.state(), "taken")) {
      assertThat(other).isNotNull();
      assertThatThrownBy(() -> Suite.start(options))
          .hasMessageStartingWith("Another suite is running from this checkout");
    }
  }

  @Test
  void dataThatCannotBeWrittenIsSaidInOneSentence() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> Suite.start(SuiteOptions.in(folder).withData(file, false)))
        .isInstanceOf(StartFailure.class)
        .hasMessage("%1$s cannot be written: %1$s is not a folder.", file);
  }

  @Test
  void aSuiteThatCannotStartLeavesNothingBehind() {
    SuiteOptions options = SuiteOptions.in(folder).onPort(0);

    assertThatThrownBy(() -> Suite.start(options))
        .hasMessageStartingWith("chat-service is not packaged");

    assertThat(options.state().resolve("stack.json")).doesNotExist();
    assertThatThrownBy(() -> Suite.start(options))
        .hasMessageStartingWith("chat-service is not packaged");
  }
}
