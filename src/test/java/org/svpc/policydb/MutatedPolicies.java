package org.svpc.policydb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.svpc.index.Policy;

/**
 * Reads damaged copies of policies, in a JVM of its own with little memory. Says how many there
 * were and how many of them could be read in spite of the damage; what is thrown ends it.
 */
final class MutatedPolicies {
  /** Values that are likely to be believed, or to overflow. */
  private static final int[] INTERESTING = {
    0, 1, 2, -1, 0x7fffffff, 0x80000000, 0xffff, 0x10000, 0xff, 32, 33, 63, 64, 65, 1 << 24
  };

  private MutatedPolicies() {}

  /**
   * Reads the damaged copies.
   *
   * @param args the seed; then for each policy its file and how many copies to damage
   */
  public static void main(String[] args) throws IOException {
    Random random = new Random(Long.parseLong(args[0]));
    int count = 0;
    int read = 0;
    for (int i = 1; i < args.length; i += 2) {
      byte[] whole = Files.readAllBytes(Path.of(args[i]));
      int copies = Integer.parseInt(args[i + 1]);
      for (int copy = 0; copy < copies; copy++) {
        count++;
        if (PolicyReader.read(mutated(whole, random)) instanceof Reading.Read policy) {
          read++;
          use(policy.policy(), whole.length);
        }
      }
    }
    System.out.println(count + " read, of which policies: " + read);
  }

  /** What the reader lets through has to be good for those that go through the whole of it. */
  private static void use(Policy policy, int length) {
    if (length < 100_000) {
      PolicyConf.lines(policy);
    }
  }

  static byte[] mutated(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    for (int change = random.nextInt(4); change >= 0; change--) {
      bytes = mutatedOnce(bytes, random);
    }
    return bytes;
  }

  private static byte[] mutatedOnce(byte[] bytes, Random random) {
    if (bytes.length < 8) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(8)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt();
      case 2, 3, 4 -> {
        int word = Math.min(at, bytes.length - 4);
        int value = INTERESTING[random.nextInt(INTERESTING.length)];
        for (int i = 0; i < 4; i++) {
          bytes[word + i] = (byte) (value >>> (8 * i));
        }
      }
      case 5 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 6 -> {
        return spliced(bytes, at, 0, bytes, random.nextInt(bytes.length), random.nextInt(64));
      }
      default -> {
        return spliced(bytes, at, random.nextInt(64), bytes, 0, 0);
      }
    }
    return bytes;
  }

  /** Bytes with some left out at a place and others put there. */
  private static byte[] spliced(
      byte[] bytes, int at, int left, byte[] source, int from, int taken) {
    int end = Math.min(from + taken, source.length);
    int rest = Math.min(at + left, bytes.length);
    byte[] made = new byte[at + (end - from) + (bytes.length - rest)];
    System.arraycopy(bytes, 0, made, 0, at);
    System.arraycopy(source, from, made, at, end - from);
    System.arraycopy(bytes, rest, made, at + end - from, bytes.length - rest);
    return made;
  }
}
