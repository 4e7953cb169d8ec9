package io.chorus.stack.service;

import io.chorus.stack.process.StartFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A service as it was packaged last: for the JVM or, where {@value #NATIVE} is true, as a native
 * executable.
 */
public final class PackagedService {
  static final String NATIVE = "chorus.native";

  /** What its JVM has loaded and profiled in training, beside its jar. */
  public static final String AOT_CACHE = "app.aot";

  private PackagedService() {}

  /**
   * What starts it.
   *
   * @param module the service's folder
   * @param jvmFlags beside those of every service; none for an executable
   * @throws StartFailure if it is not packaged
   */
  public static List<String> command(Path module, List<String> jvmFlags) {
    return Boolean.getBoolean(NATIVE) ? executable(module) : jar(module, jvmFlags);
  }

  private static List<String> jar(Path module, List<String> flags) {
    Path jar = module.resolve("target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new StartFailure(module.getFileName() + " is not packaged: there is no " + jar + ".");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ServiceJvm.FLAGS);
    command.addAll(flags);
    // One of another build is refused by the JVM, which says so and does without.
    Path cache = jar.resolveSibling(AOT_CACHE);
    if (Files.exists(cache)) {
      command.add("-XX:AOTCache=" + cache);
    }
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }

  private static List<String> executable(Path module) {
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(module.resolve("target"), "*-runner")) {
      for (Path file : found) {
        // As in the image, in bytes.
        return List.of(file.toString(), "-Xmx512m", "-XX:MaxDirectMemorySize=256m");
      }
    } catch (IOException e) {
      // Said below.
    }
    throw new StartFailure(
        module.getFileName()
            + " is no native executable yet: ./mvnw package -Dnative makes it, with GraalVM's"
            + " native-image.");
  }
}
