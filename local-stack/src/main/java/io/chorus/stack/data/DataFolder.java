package io.chorus.stack.data;

import io.chorus.stack.embedded.Folders;
import io.chorus.stack.process.Roster;
import io.chorus.stack.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a suite keeps what outlives it. */
public record DataFolder(Path folder) {
  private static final long ROOM_BYTES = 200L << 20;
  private static final String POSTGRES = "postgres";
  private static final String PROCESSES = "processes";

  public Path postgres() {
    return folder.resolve(POSTGRES);
  }

  /** Ends what a suite that was killed has left running on this data. */
  public Roster openRoster() {
    return Roster.open(folder.resolve(PROCESSES));
  }

  /**
   * @throws StartFailure if the disk is about full
   */
  public void requireRoom() {
    try {
      long room = Files.getFileStore(folder).getUsableSpace();
      if (room < ROOM_BYTES) {
        throw new StartFailure(
            "The disk of %s is full: %d MB are free, %d MB are needed."
                .formatted(folder, room >> 20, ROOM_BYTES >> 20));
      }
    } catch (IOException e) {
      throw new StartFailure("%s cannot be used: %s.".formatted(folder, e.getMessage()), e);
    }
  }

  /** Deletes the data of suites, and nothing that somebody else keeps there. */
  public void empty() {
    try (var entries = Files.newDirectoryStream(folder, POSTGRES + "{,.*}")) {
      for (Path entry : entries) {
        Folders.delete(entry);
      }
    } catch (IOException e) {
      throw new StartFailure("%s cannot be emptied: %s.".formatted(folder, e.getMessage()), e);
    }
  }
}
