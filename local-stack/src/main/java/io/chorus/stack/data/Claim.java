package io.chorus.stack.data;

import io.chorus.stack.process.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A folder that is one suite's alone while it runs. The system takes it back when we die. */
public record Claim(FileChannel channel) implements AutoCloseable {
  static final String FILE = "lock";

  /**
   * @param taken said when another suite holds the folder
   * @throws StartFailure if the folder is taken, or cannot be written
   */
  public static Claim of(Path folder, String taken) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isLocked(channel)) {
        return new Claim(channel);
      }
      channel.close();
    } catch (IOException e) {
      throw new StartFailure("%s cannot be written: %s.".formatted(folder, reason(e)), e);
    }
    throw new StartFailure(taken);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "permission denied";
      case NoSuchFileException missing -> "no folder can be made there";
      case FileAlreadyExistsException file -> file.getFile() + " is not a folder";
      default -> e.getMessage();
    };
  }
}
