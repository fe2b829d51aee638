package org.svpc.flow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Which way information moves with the permissions of classes, and how much; the resource {@code
 * permission_map} says what the weights mean. The format is that of setools' permission maps, with
 * {@code common} sections for the permissions that classes share.
 */
public final class PermissionMap {
  /** The greatest weight. */
  public static final int MOST_WEIGHT = 10;

  private final Map<String, Map<String, Movement>> classes = new HashMap<>();
  private final Map<String, Map<String, Movement>> commons = new HashMap<>();

  private PermissionMap() {}

  /**
   * What a permission moves.
   *
   * @param reads from the target to the source
   * @param writes from the source to the target
   * @param weight 1 to 10
   */
  public record Movement(boolean reads, boolean writes, int weight) {}

  /** What became of a text. */
  public sealed interface Reading {
    record Read(PermissionMap map) implements Reading {}

    /**
     * The text is no map.
     *
     * @param line counted from 1
     * @param message what was found and what was expected, a sentence
     */
    record Faulty(int line, String message) implements Reading {}
  }

  /** The map that comes with svpc. */
  public static PermissionMap shipped() {
    try (InputStream stream = PermissionMap.class.getResourceAsStream("permission_map")) {
      if (stream == null) {
        throw new IllegalStateException("the permission map is missing");
      }
      Reading reading = read(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
      return ((Reading.Read) reading).map();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a map of svpc's or of setools' format. */
  public static Reading read(String text) {
    PermissionMap map = new PermissionMap();
    Map<String, Movement> section = null;
    int number = 0;
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      number++;
      StringTokenizer words = new StringTokenizer(text.substring(start, end));
      start = end + 1;
      if (!words.hasMoreTokens()) {
        continue;
      }
      String first = words.nextToken();
      if (first.startsWith("#")) {
        continue;
      }
      int rest = words.countTokens();
      if ((first.equals("class") || first.equals("common")) && rest >= 1 && rest <= 2) {
        String name = words.nextToken();
        section = new HashMap<>();
        (first.equals("class") ? map.classes : map.commons).put(name, section);
      } else if (section == null) {
        if (rest != 0 || number(first) < 0) {
          return new Reading.Faulty(
              number,
              "Expected a number of classes, `class NAME` or `common NAME`, found `"
                  + first
                  + "`.");
        }
      } else {
        String problem = permission(section, first, words);
        if (problem != null) {
          return new Reading.Faulty(number, problem);
        }
      }
    }
    if (section == null) {
      return new Reading.Faulty(Math.max(1, number), "The map names no class.");
    }
    return new Reading.Read(map);
  }

  private static @Nullable String permission(
      Map<String, Movement> section, String name, StringTokenizer words) {
    int rest = words.countTokens();
    if (rest < 1 || rest > 2) {
      return "Expected `PERMISSION DIRECTION WEIGHT` after `" + name + "`.";
    }
    String direction = words.nextToken();
    boolean both = direction.equals("b");
    boolean reads = both || direction.equals("r");
    boolean writes = both || direction.equals("w");
    if (!reads && !writes && !direction.equals("n") && !direction.equals("u")) {
      return "`" + direction + "` is no direction; expected `r`, `w`, `b` or `n`.";
    }
    int weight = rest == 2 ? number(words.nextToken()) : MOST_WEIGHT;
    if (weight < 1 || weight > MOST_WEIGHT) {
      return "The weight of `" + name + "` is no number from 1 to 10.";
    }
    section.put(name, new Movement(reads, writes, weight));
    return null;
  }

  /** A number of up to four digits, or -1. */
  private static int number(String word) {
    if (word.length() > 4) {
      return -1;
    }
    int number = 0;
    for (int at = 0; at < word.length(); at++) {
      char digit = word.charAt(at);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      number = 10 * number + digit - '0';
    }
    return number;
  }

  /**
   * What a permission moves, or null where the map does not name it.
   *
   * @param common the set that the class inherits from, or the empty string
   */
  public @Nullable Movement movement(String objectClass, String common, String permission) {
    Map<String, Movement> own = classes.get(objectClass);
    Movement movement = own == null ? null : own.get(permission);
    if (movement == null) {
      Map<String, Movement> shared = commons.get(common);
      movement = shared == null ? null : shared.get(permission);
    }
    return movement;
  }
}
