package io.chorus.stack.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFileTest {
  private static final long OURS = ProcessHandle.current().pid();

  @TempDir private Path folder;

  @Test
  void theFileHasTheShapeThatScriptsRelyOn() throws IOException {
    StackFile.in(folder).write(content(1));

    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(Files.readAllBytes(folder.resolve("stack.json"))))
        .isEqualTo(
            json.readTree(
                """
                {"gateway": {"url": "http://127.0.0.1:8080", "pid": 1},
                 "chat": [{"url": "http://127.0.0.1:1", "management": "http://127.0.0.1:11", "pid": 2},
                          {"url": "http://127.0.0.1:2", "management": "http://127.0.0.1:12", "pid": 3}],
                 "history": [{"url": "http://127.0.0.1:3", "management": "http://127.0.0.1:13", "pid": 4}],
                 "notification": [{"url": "http://127.0.0.1:4", "management": "http://127.0.0.1:14", "pid": 5}],
                 "redis": {"url": "redis://127.0.0.1:5", "pid": 6},
                 "postgres": {"url": "postgresql://127.0.0.1:6/chorus", "user": "u",
                              "password": "p", "database": "chorus", "pid": 7}}
                """));
  }

  @Test
  void theFileOfASuiteThatIsGoneSaysNothing() {
    long gone = Long.MAX_VALUE;
    StackFile.in(folder).write(content(gone));

    assertThat(StackFile.in(folder).read()).isEmpty();
  }

  @Test
  void theFileOfARunningSuiteIsReadBack() {
    StackFile.in(folder).write(content(OURS));

    assertThat(StackFile.in(folder).read()).contains(content(OURS));
  }

  private static StackFile.Content content(long gatewayPid) {
    return new StackFile.Content(
        new Endpoint("http://127.0.0.1:8080", gatewayPid),
        List.of(service(1, 2), service(2, 3)),
        List.of(service(3, 4)),
        List.of(service(4, 5)),
        new Endpoint("redis://127.0.0.1:5", 6),
        new StackFile.Postgres("postgresql://127.0.0.1:6/chorus", "u", "p", "chorus", 7));
  }

  private static ServiceEndpoint service(int port, long pid) {
    return new ServiceEndpoint("http://127.0.0.1:" + port, "http://127.0.0.1:1" + port, pid);
  }
}
