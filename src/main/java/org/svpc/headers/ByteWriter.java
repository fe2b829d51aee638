package org.svpc.headers;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes that grow; numbers have their highest byte first. */
final class ByteWriter extends ByteArrayOutputStream {
  ByteWriter() {
    super(1 << 10);
  }

  void number(int value) {
    write(value >>> 24);
    write(value >>> 16);
    write(value >>> 8);
    write(value);
  }

  /** A text behind the number of its bytes. */
  void text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    writeBytes(bytes);
  }
}
