package org.svpc.toolchain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The container that a {@code .pp} file is: a magic number, a version, the offsets of the sections,
 * the binary module, and the file contexts where there are any. All numbers are 32 bits, the lowest
 * byte first. Written as semodule_package 3.4 writes it, byte for byte.
 */
public final class PolicyPackage {
  private static final int MAGIC = 0xf97cff8f;
  private static final int FILE_CONTEXTS = 0xf97cff90;
  private static final int MODULE = 0xf97cff8d;
  private static final int VERSION = 1;
  private static final int WORD = 4;
  private static final int MODULE_TYPE = 2;
  private static final String MODULE_ID = "SE Linux Module";
  private static final int LONGEST_NAME = 1024;

  private PolicyPackage() {}

  /**
   * Packs a module.
   *
   * @param module what checkmodule wrote
   * @param fileContexts the text of the plain {@code .fc} file; empty for none
   */
  public static byte[] pack(byte[] module, String fileContexts) {
    byte[] contexts = fileContexts.getBytes(StandardCharsets.UTF_8);
    int sections = contexts.length == 0 ? 1 : 2;
    int header = (3 + sections) * WORD;
    int size = header + module.length + (sections == 1 ? 0 : WORD + contexts.length);
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(MAGIC).putInt(VERSION).putInt(sections).putInt(header);
    if (sections == 2) {
      out.putInt(header + module.length);
    }
    out.put(module);
    if (sections == 2) {
      out.putInt(FILE_CONTEXTS).put(contexts);
    }
    return out.array();
  }

  /** What the head of a package says of its module. */
  public record Head(String name, int version) {}

  /** Reads the name and version of the module in a package; empty where it is no such package. */
  public static Optional<Head> head(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (in.remaining() < 4 * WORD || in.getInt() != MAGIC || in.getInt() != VERSION) {
      return Optional.empty();
    }
    in.getInt();
    int module = in.getInt();
    // Magic, the identifying text with its length, type, version, options and two counts.
    int fixed = 2 * WORD + MODULE_ID.length() + 5 * WORD;
    if (module < 4 * WORD || module > file.length - fixed - WORD) {
      return Optional.empty();
    }
    in.position(module);
    if (in.getInt() != MODULE || !MODULE_ID.equals(text(in)) || in.getInt() != MODULE_TYPE) {
      return Optional.empty();
    }
    int version = in.getInt();
    in.position(in.position() + 3 * WORD);
    String name = text(in);
    return name.isEmpty() ? Optional.empty() : Optional.of(new Head(name, version));
  }

  private static String text(ByteBuffer in) {
    int length = in.remaining() < WORD ? -1 : in.getInt();
    if (length < 0 || length > LONGEST_NAME || length > in.remaining()) {
      return "";
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
