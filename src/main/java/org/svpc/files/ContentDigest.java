package org.svpc.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Digests of what files hold. Reading them takes long and a look at them does not, so a digest is
 * kept beside the stamp of the files that it was made of, and is taken again while they bear it.
 */
public final class ContentDigest {
  /** How long no file may have changed before a digest is kept, in milliseconds. */
  private static final long SETTLED = 2000;

  private static final String PREFIX = "sha256:";
  private static final int LENGTH = PREFIX.length() + 64;
  private static final CacheFolder.Kind KIND = new CacheFolder.Kind(".digest", 64, 4L << 20);

  private ContentDigest() {}

  /** Where digests are kept for the user; null for a user without a home. */
  public static @Nullable Path ofUser() {
    return CacheFolder.ofUser("digests");
  }

  /**
   * The digest of the files of a stamp: of its words, their names and all that they hold, wherever
   * they lie.
   *
   * @param folder where digests are kept; null to keep none
   * @return {@code sha256:} and 64 hexadecimal digits
   * @throws IOException where a file cannot be read
   */
  public static String of(Stamp stamp, @Nullable Path folder) throws IOException {
    byte[] state = stamp.bytes();
    byte[] kept =
        folder == null ? null : CacheFolder.read(folder.resolve(stamp.name() + KIND.ending()));
    if (kept != null
        && kept.length == LENGTH + state.length
        && Arrays.equals(kept, LENGTH, kept.length, state, 0, state.length)) {
      return new String(kept, 0, LENGTH, StandardCharsets.ISO_8859_1);
    }
    String digest = PREFIX + read(stamp);
    if (folder != null && stamp.settled(SETTLED)) {
      byte[] made =
          Arrays.copyOf(digest.getBytes(StandardCharsets.ISO_8859_1), LENGTH + state.length);
      System.arraycopy(state, 0, made, LENGTH, state.length);
      CacheFolder.keep(folder, stamp.name(), KIND, made);
    }
    return digest;
  }

  private static String read(Stamp stamp) throws IOException {
    MessageDigest digest = sha256();
    digest.update(stamp.names().getBytes(StandardCharsets.UTF_8));
    byte[] buffer = new byte[1 << 16];
    for (Path file : stamp.files()) {
      long length = 0;
      if (Files.isRegularFile(file)) {
        try (InputStream in = Files.newInputStream(file)) {
          for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
            digest.update(buffer, 0, count);
            length += count;
          }
        }
      }
      digest.update((length + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return hexadecimal(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hexadecimal(byte[] bytes) {
    StringBuilder text = new StringBuilder(2 * bytes.length);
    for (byte each : bytes) {
      text.append(Character.forDigit((each >> 4) & 15, 16))
          .append(Character.forDigit(each & 15, 16));
    }
    return text.toString();
  }
}
