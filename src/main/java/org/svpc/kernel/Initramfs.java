package org.svpc.kernel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * An archive from which a kernel fills its first file system: cpio in the form {@code newc}, as the
 * kernel's Documentation/driver-api/early-userspace/buffer-format.rst says.
 */
final class Initramfs {
  private static final int DIRECTORY = 0040755;
  private static final int PROGRAM = 0100755;
  private static final int FILE = 0100644;
  private static final int CHARACTER_DEVICE = 0020600;
  private static final int ALIGNMENT = 4;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int entries;

  /** With a console, without which a kernel gives the first program nothing to write to. */
  Initramfs() {
    entry("dev", DIRECTORY, new byte[0], 0, 0);
    entry("dev/console", CHARACTER_DEVICE, new byte[0], 5, 1);
  }

  Initramfs program(String name, byte[] content) {
    return entry(name, PROGRAM, content, 0, 0);
  }

  Initramfs file(String name, byte[] content) {
    return entry(name, FILE, content, 0, 0);
  }

  byte[] pack() {
    entry("TRAILER!!!", 0, new byte[0], 0, 0);
    return out.toByteArray();
  }

  private Initramfs entry(String name, int mode, byte[] content, int major, int minor) {
    int[] fields = {
      ++entries, mode, 0, 0, 1, 0, content.length, 0, 0, major, minor, name.length() + 1, 0
    };
    StringBuilder head = new StringBuilder("070701");
    for (int field : fields) {
      head.append(HexFormat.of().withUpperCase().toHexDigits(field));
    }
    head.append(name).append('\0');
    write(head.toString().getBytes(StandardCharsets.US_ASCII));
    write(content);
    return this;
  }

  private void write(byte[] bytes) {
    out.writeBytes(bytes);
    out.writeBytes(new byte[Math.floorMod(-bytes.length, ALIGNMENT)]);
  }
}
