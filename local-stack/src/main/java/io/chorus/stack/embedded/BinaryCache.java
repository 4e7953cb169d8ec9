package io.chorus.stack.embedded;

import io.chorus.stack.process.StartFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacked binaries, kept per user and named by their content: unpacked once, shared by every suite
 * and test of that user, and never half there, because they get their name when they are complete.
 */
final class BinaryCache {
  private final Path folder;

  private BinaryCache(Path folder) {
    this.folder = folder;
  }

  static BinaryCache ofUser() {
    return new BinaryCache(CacheFolder.ofUser());
  }

  /** An archive's folder. */
  Path unpacked(String archive) {
    return cached(archive, BinaryCache::unpack);
  }

  /** A single executable. */
  Path executable(String resource) {
    return cached(
        resource,
        (content, target) -> {
          Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
          Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        });
  }

  private Path cached(String resource, Unpacking unpacking) {
    try {
      Path target = folder.resolve(resource + "-" + digest(resource));
      if (!Files.exists(target)) {
        Files.createDirectories(folder);
        Path scratch = Files.createTempDirectory(folder, "unpacking-");
        Path incoming = scratch.resolve("content");
        try (InputStream content = open(resource)) {
          unpacking.unpack(content, incoming);
        }
        moveUnlessThere(incoming, target);
        Folders.delete(scratch);
      }
      return target;
    } catch (IOException e) {
      throw new StartFailure(
          "%s cannot be unpacked to %s: %s.".formatted(resource, folder, e.getMessage()), e);
    }
  }

  private static void moveUnlessThere(Path incoming, Path target) throws IOException {
    try {
      Files.move(incoming, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Somebody else may have been faster; the content is the same.
      if (!Files.exists(target)) {
        throw e;
      }
    }
  }

  private static void unpack(InputStream content, Path target) throws IOException {
    try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(content)))) {
      for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
        Path file = target.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
          Files.createDirectories(file);
          continue;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink() || entry.isLink()) {
          Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, file);
          if (file.startsWith(target.resolve("bin"))) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
          }
        }
      }
    }
  }

  private static String digest(String resource) throws IOException {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      try (InputStream content = new DigestInputStream(open(resource), sha256)) {
        content.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(sha256.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static InputStream open(String resource) {
    InputStream content = BinaryCache.class.getClassLoader().getResourceAsStream(resource);
    if (content == null) {
      throw new StartFailure(resource + " is not on the class path.");
    }
    return content;
  }

  private interface Unpacking {
    void unpack(InputStream content, Path target) throws IOException;
  }
}
