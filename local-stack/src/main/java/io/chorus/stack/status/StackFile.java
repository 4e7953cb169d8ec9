package io.chorus.stack.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** {@code stack.json}: says where everything is while a suite runs, and is never half written. */
public record StackFile(Path file) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectWriter WRITER = JSON.writerWithDefaultPrettyPrinter();

  /** What the file says. */
  public record Content(
      Endpoint gateway,
      List<ServiceEndpoint> chat,
      List<ServiceEndpoint> history,
      List<ServiceEndpoint> notification,
      Endpoint redis,
      Postgres postgres) {}

  /** PostgreSQL's place and access. */
  public record Postgres(String url, String user, String password, String database, long pid) {}

  /** The file in a suite's folder of state. */
  public static StackFile in(Path state) {
    return new StackFile(state.resolve("stack.json"));
  }

  /** Empty when no suite runs: there is no file, or the suite that wrote it is gone. */
  public Optional<Content> read() {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), Content.class))
          .filter(content -> ProcessHandle.of(content.gateway().pid()).isPresent());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  public void write(Content content) {
    Path incoming = file.resolveSibling("stack.json.incoming");
    try {
      Files.write(incoming, WRITER.writeValueAsBytes(content));
      Files.move(incoming, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
