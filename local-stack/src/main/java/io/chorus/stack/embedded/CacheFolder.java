package io.chorus.stack.embedded;

import io.chorus.stack.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Where a user's caches go. */
final class CacheFolder {
  private static final String NAME = "chorus";

  private CacheFolder() {}

  /** The first usual place that can be written; some users, in containers say, have no home. */
  static Path ofUser() {
    for (Path folder : usualPlaces()) {
      if (isOurs(folder)) {
        return folder;
      }
    }
    throw new StartFailure("No folder for the binaries can be written; set XDG_CACHE_HOME to one.");
  }

  private static List<Path> usualPlaces() {
    List<Path> places = new ArrayList<>();
    String cache = System.getenv("XDG_CACHE_HOME");
    if (cache != null && cache.startsWith("/")) {
      places.add(Path.of(cache, NAME));
    }
    String home = System.getenv("HOME");
    if (home != null && home.startsWith("/")) {
      places.add(Path.of(home, ".cache", NAME));
    }
    places.add(Path.of(System.getProperty("user.home"), ".cache", NAME));
    places.add(
        Path.of(
            System.getProperty("java.io.tmpdir"), NAME + "-" + System.getProperty("user.name")));
    return places;
  }

  // In a shared place anybody may have made it first, with a program of his own in it.
  private static boolean isOurs(Path folder) {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      String owner = Files.getOwner(folder).getName();
      return Files.isWritable(folder) && owner.equals(System.getProperty("user.name"));
    } catch (IOException e) {
      return false;
    }
  }
}
