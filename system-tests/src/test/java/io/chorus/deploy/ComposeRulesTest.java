package io.chorus.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What holds for every container of the compose file. */
class ComposeRulesTest {
  private static final List<String> INSTANCES =
      List.of("chat-1", "chat-2", "history-1", "history-2", "notification-1", "notification-2");

  private final ComposeFile compose = ComposeFile.read();

  @Test
  void everyContainerIsCheckedBoundedAndStartedAgain() {
    assertThat(compose.services().values())
        .allSatisfy(
            it ->
                assertThat(it)
                    .containsEntry("restart", "unless-stopped")
                    .containsKeys("healthcheck", "mem_limit", "cpus", "pids_limit"));
  }

  @Test
  void noLogGrowsWithoutBound() {
    assertThat(compose.services().values())
        .extracting(it -> ComposeFile.<Map<String, Map<String, String>>>as(it.get("logging")))
        .allSatisfy(it -> assertThat(it.get("options")).containsKeys("max-size", "max-file"));
  }

  @Test
  void everyServiceIsThereTwice() {
    assertThat(INSTANCES).hasSize(2 * Project.SERVICES.size());
    assertThat(compose.services()).containsKeys(INSTANCES.toArray(String[]::new));
  }

  @Test
  void aServiceMayUseTheNativeLibraryThatItUnpacks() {
    assertThat(INSTANCES)
        .allSatisfy(
            it ->
                assertThat(ComposeFile.<List<String>>as(compose.service(it).get("tmpfs")))
                    .singleElement()
                    .asString()
                    .startsWith("/tmp:")
                    .endsWith(",exec"));
  }

  @Test
  void everyImageIsBuiltFromTheSources() {
    assertThat(INSTANCES)
        .allSatisfy(
            it -> {
              Map<String, Object> build = ComposeFile.as(compose.service(it).get("build"));
              assertThat(build).containsEntry("context", ".");
              assertThat(build.get("args"))
                  .isEqualTo(Map.of("SERVICE", it.replaceFirst("-\\d$", "-service")));
            });
  }

  @Test
  void everyContainerHasTheLeastOfRights() {
    assertThat(compose.services().values())
        .allSatisfy(
            it ->
                assertThat(it)
                    .containsEntry("read_only", true)
                    .containsEntry("cap_drop", List.of("ALL"))
                    .containsEntry("security_opt", List.of("no-new-privileges:true")));
  }

  @Test
  void nobodyIsRoot() {
    assertThat(compose.services().values())
        .allSatisfy(
            it -> {
              if (it.get("build") instanceof Map<?, ?> build) {
                String file = (String) build.get("dockerfile");
                assertThat(Project.read(file)).containsPattern("(?m)^USER [1-9]\\d*:[1-9]\\d*$");
              } else {
                assertThat((String) it.get("user")).matches("[1-9]\\d*:[1-9]\\d*");
              }
            });
  }

  @Test
  void whatIsDependedOnIsWaitedForUntilHealthy() {
    assertThat(compose.services().values())
        .filteredOn(it -> it.containsKey("depends_on"))
        .hasSize(INSTANCES.size() + 1)
        .allSatisfy(
            it -> {
              Map<String, Map<String, String>> dependencies = ComposeFile.as(it.get("depends_on"));
              assertThat(compose.services())
                  .containsKeys(dependencies.keySet().toArray(String[]::new));
              assertThat(dependencies.values())
                  .allSatisfy(on -> assertThat(on).containsEntry("condition", "service_healthy"));
            });
  }

  @Test
  void aServiceHasTimeToDrain() {
    assertThat(INSTANCES)
        .allSatisfy(
            it -> {
              String grace = (String) compose.service(it).get("stop_grace_period");
              assertThat(grace).endsWith("s");
              assertThat(Long.parseLong(grace.replace("s", "")))
                  .isGreaterThan(Drain.LONGEST.toSeconds());
            });
  }

  @Test
  void onlyTheGatewayIsReachedFromOutside() {
    assertThat(compose.services())
        .allSatisfy(
            (name, it) -> assertThat(it.containsKey("ports")).isEqualTo(name.equals("gateway")));
  }

  @Test
  void whatLogsAnybodyInRunsOnlyWhereItIsAskedFor() {
    assertThat(compose.services())
        .allSatisfy(
            (name, it) -> assertThat(it.containsKey("profiles")).isEqualTo(name.equals("issuer")));
    assertThat(Project.read(".env.example"))
        .contains("\nCHORUS_LOGIN_FOLDER=./web-client/nginx/login\n")
        .contains("\n# COMPOSE_PROFILES=development-login\n");
  }

  @Test
  void onlyTheServicesReachTheDatabases() {
    assertThat(compose.services())
        .allSatisfy(
            (name, it) -> {
              List<String> networks = ComposeFile.as(it.get("networks"));
              switch (name) {
                case "gateway", "issuer" -> assertThat(networks).containsExactly("front");
                case "redis", "postgres" -> assertThat(networks).containsExactly("data");
                default -> assertThat(networks).containsExactly("front", "data");
              }
            });
  }

  @Test
  void everySettingIsExplainedAndWhatIsRequiredIsLeftEmpty() {
    Properties example = new Properties();
    try {
      example.load(new StringReader(Project.read(".env.example")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }

    assertThat(example.stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(compose.variables());
    assertThat(compose.requiredVariables())
        .isNotEmpty()
        .allSatisfy(name -> assertThat(example.getProperty(name)).isEmpty());
  }
}
