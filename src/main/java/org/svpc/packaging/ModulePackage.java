package org.svpc.packaging;

import java.time.Instant;
import java.util.List;

/**
 * What a package of policy modules holds and says.
 *
 * @param subject what it is called after: a module's name, or another of that form
 * @param version digits and dots
 * @param release what tells apart packages of one version, 1 for the first
 * @param summary one line; may be empty
 * @param description paragraphs; may be none
 * @param maintainer {@code NAME <ADDRESS>}
 * @param license an SPDX expression
 * @param store the policy that the modules are installed into, {@code targeted}
 * @param modules at least one
 * @param booleans of any module, set when the package is installed
 * @param date that of the package and of the files in it
 */
public record ModulePackage(
    String subject,
    String version,
    int release,
    String summary,
    List<String> description,
    String maintainer,
    String license,
    String store,
    List<Module> modules,
    List<BooleanState> booleans,
    Instant date) {
  /**
   * A module of the package.
   *
   * @param interfaces whether it has any for other modules
   */
  public record Module(String name, boolean interfaces) {}

  /** A boolean and the state that it is set to. */
  public record BooleanState(String name, boolean on) {}

  public ModulePackage {
    description = List.copyOf(description);
    modules = List.copyOf(modules);
    booleans = List.copyOf(booleans);
    if (modules.isEmpty() || !isName(subject) || !isName(store) || !isVersion(version)) {
      throw new IllegalArgumentException(subject + " " + version + " " + store + " " + modules);
    }
    for (Module module : modules) {
      if (!isName(module.name())) {
        throw new IllegalArgumentException(module.name());
      }
    }
    for (BooleanState state : booleans) {
      if (!isName(state.name())) {
        throw new IllegalArgumentException(state.name());
      }
    }
  }

  /**
   * Whether a text is fit to be a name in a path, a package, a shell's words and a macro of rpm's:
   * a letter, then letters, digits and {@code _ . -}, of ASCII.
   */
  public static boolean isName(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && (at == 0 || ((c < '0' || c > '9') && c != '_' && c != '.' && c != '-'))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Whether a text is a version of a module: numbers with dots between them. */
  public static boolean isVersion(String text) {
    boolean digit = false;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c >= '0' && c <= '9') {
        digit = true;
      } else if (c == '.' && digit) {
        digit = false;
      } else {
        return false;
      }
    }
    return digit;
  }

  /** What the package is for, in one line. */
  String headline() {
    return summary.isEmpty() ? "SELinux policy module " + subject : summary;
  }

  /** The sentence that begins the description, and that no text of a source comes before. */
  String opening() {
    StringBuilder text = new StringBuilder("SELinux policy: ");
    text.append(modules.size() == 1 ? "the module " : "the modules ");
    for (int at = 0; at < modules.size(); at++) {
      text.append(at == 0 ? "" : ", ").append(modules.get(at).name());
    }
    return text.append('.').toString();
  }

  String moduleNames() {
    StringBuilder names = new StringBuilder();
    for (Module module : modules) {
      names.append(names.length() == 0 ? "" : " ").append(module.name());
    }
    return names.toString();
  }

  /** The booleans as {@code a=1 b=0}. */
  String booleanWords() {
    StringBuilder words = new StringBuilder();
    for (BooleanState state : booleans) {
      words.append(words.length() == 0 ? "" : " ");
      words.append(state.name()).append(state.on() ? "=1" : "=0");
    }
    return words.toString();
  }
}
