package io.chorus.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.service.ServiceJvm;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process may take fits the memory of its container, computed from the files. */
class MemoryTest {
  private static final long MIB = 1 << 20;

  /** Of a JVM's container: threads, the collector, libraries. */
  private static final double LEFT_OVER = 0.2;

  // What nginx keeps: per connection its structure with two events, and a pool; with a request
  // another pool.
  private static final long CONNECTION = 424 + 512;
  private static final long REQUEST = 4 * 1024;
  private static final long WORKER = 10 * MIB;

  @TempDir static Path folder;

  static Manifests suite;

  @BeforeAll
  static void render() {
    suite = Manifests.render(Project.path("k8s/base"));
  }

  @Test
  void aServiceHasTheSameMemoryEverywhere() {
    long limit = compose("chat-1");

    assertThat(List.of(compose("chat-2"), compose("history-1"), compose("notification-2")))
        .containsOnly(limit);
    assertThat(Project.SERVICES)
        .allSatisfy(
            service -> {
              assertThat(kubernetes(service, true)).isEqualTo(limit);
              assertThat(kubernetes(service, false)).isEqualTo(limit);
            });
  }

  @Test
  void allThatTheJvmMayTakeFitsItsContainer() {
    String flags = Project.read("docker/Dockerfile.jvm");
    long limit = compose("chat-1");

    long stated =
        heap(flags, "MaxRAMPercentage", limit)
            + bytes(flag(flags, "MaxDirectMemorySize"))
            + bytes(flag(flags, "MaxMetaspaceSize"))
            + bytes(flag(flags, "ReservedCodeCacheSize"));

    assertThat(stated).isLessThanOrEqualTo((long) (limit * (1 - LEFT_OVER)));
  }

  @Test
  void theNativeExecutableMayTakeAsMuch() {
    String jvm = Project.read("docker/Dockerfile.jvm");
    String executable = Project.read("docker/Dockerfile.native");

    assertThat(flag(executable, "MaximumHeapSizePercent")).isEqualTo(flag(jvm, "MaxRAMPercentage"));
    assertThat(flag(executable, "MaxDirectMemorySize")).isEqualTo(flag(jvm, "MaxDirectMemorySize"));
  }

  @Test
  void theLocalRunsServicesHaveTheMemoryOfTheImages() {
    String image = Project.read("docker/Dockerfile.jvm");
    long heap = heap(image, "MaxRAMPercentage", compose("chat-1"));

    assertThat(ServiceJvm.FLAGS).contains("-Xmx" + heap / MIB + "m");
    assertThat(ServiceJvm.FLAGS)
        .filteredOn(flag -> !flag.startsWith("-Xmx"))
        .allSatisfy(flag -> assertThat(image).contains('"' + flag + '"'));
  }

  @Test
  void allConnectionsOfThePagesPodFitIt() {
    long taken = WORKER + connections("connections.conf") * (CONNECTION + REQUEST + head());

    assertThat(taken).isLessThan(kubernetes("page", true));
  }

  @Test
  void allConnectionsOfTheGatewayFitIt() {
    long buffers = 4 * 1024 + pair("proxy_buffers");
    long client = 2 * CONNECTION + REQUEST + head() + buffers;
    long taken = WORKER + connections("gateway/connections.conf") / 2 * client;
    // What is in a tmpfs counts too.
    assertThat(taken + 64 * MIB).isLessThan(compose("gateway"));
  }

  @Test
  void theGatewayPutsNothingOnTheDisk() {
    assertThat(Project.read("web-client/nginx/gateway/routes.conf"))
        .contains("proxy_request_buffering off;")
        .contains("proxy_max_temp_file_size 0;");
  }

  @Test
  void everyTmpfsIsBounded() {
    assertThat(ComposeFile.read().services().values())
        .flatMap(service -> ComposeFile.<List<String>>as(service.get("tmpfs")))
        .filteredOn(mount -> mount.startsWith("/tmp"))
        .hasSize(ComposeFile.read().services().size())
        .containsOnly("/tmp:size=64m", "/tmp:size=64m,exec");
  }

  private static long head() {
    return 1024 + pair("large_client_header_buffers");
  }

  /** A number of buffers, times their size. */
  private static long pair(String directive) {
    Matcher line =
        Pattern.compile("(?m)^ *" + directive + " (\\d+) (\\d+)k;")
            .matcher(Project.read("web-client/nginx/nginx.conf"));
    assertThat(line.find()).as(directive).isTrue();
    return Long.parseLong(line.group(1)) * Long.parseLong(line.group(2)) * 1024;
  }

  private static long connections(String file) {
    assertThat(Project.read("web-client/nginx/nginx.conf")).contains("\nworker_processes 1;");
    Matcher line =
        Pattern.compile("(?m)^worker_connections (\\d+);")
            .matcher(Project.read("web-client/nginx/" + file));
    assertThat(line.find()).isTrue();
    return Long.parseLong(line.group(1));
  }

  private static long heap(String file, String flag, long limit) {
    return Long.parseLong(flag(file, flag)) * limit / 100;
  }

  private static String flag(String file, String name) {
    Matcher flag = Pattern.compile("-XX:" + name + "=(\\w+)").matcher(file);
    assertThat(flag.find()).as(name).isTrue();
    return flag.group(1);
  }

  private static long compose(String service) {
    return bytes((String) ComposeFile.read().service(service).get("mem_limit"));
  }

  private static long bytes(String megabytes) {
    assertThat(megabytes).endsWith("m");
    return Long.parseLong(megabytes.replace("m", "")) * MIB;
  }

  private static long kubernetes(String workload, boolean limit) {
    var resources = suite.container(workload).getResources();
    BigDecimal memory =
        (limit ? resources.getLimits() : resources.getRequests()).get("memory").getNumber();
    return memory.longValueExact();
  }
}
