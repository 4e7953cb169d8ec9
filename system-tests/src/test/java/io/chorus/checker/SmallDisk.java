package io.chorus.checker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system in memory, small enough to be filled. */
final class SmallDisk implements AutoCloseable {
  private static final byte[] PAGE = new byte[4_096];

  private final Path folder;
  private final Path ballast;

  private SmallDisk(Path folder) {
    this.folder = folder;
    this.ballast = folder.resolve("ballast");
  }

  /** Mounts it at a folder, which is made. */
  static SmallDisk at(Path folder, int megabytes) throws IOException {
    Files.createDirectories(folder);
    run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
    return new SmallDisk(folder);
  }

  /** Whether this system lets one be mounted: root may, where it is not confined. */
  static boolean canBeHad() throws IOException {
    Path folder = Files.createTempDirectory("small-disk");
    try {
      at(folder, 1).close();
      return true;
    } catch (IOException e) {
      return false;
    } finally {
      Files.delete(folder);
    }
  }

  /** Leaves no page of it free. */
  void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(PAGE);
      }
    } catch (IOException e) {
      if (folder.toFile().getUsableSpace() >= PAGE.length) {
        throw e;
      }
    }
  }

  void free() throws IOException {
    Files.delete(ballast);
  }

  @Override
  public void close() throws IOException {
    // Lazily: a process that was killed may hold a file for a moment yet.
    run("umount", "-l", folder.toString());
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said.strip());
    }
  }
}
