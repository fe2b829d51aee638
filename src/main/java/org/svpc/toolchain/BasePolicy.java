package org.svpc.toolchain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.stream.Stream;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.files.IoReason;

/**
 * The modules that ours are linked with: the compiled modules of a folder ({@code NAME.pp}, {@code
 * NAME.pp.bz2} or {@code NAME.cil}), less those that the distribution ships and does not enable.
 *
 * <p>Which these are, Debian says in the script that its policy package runs after installation;
 * where that is not there (a copied folder, another system) svpc's own list of the same facts
 * holds. All of Debian's modules together do not link: their file contexts conflict.
 *
 * @param folder where the modules are
 * @param modules the files, sorted by name
 */
public record BasePolicy(Path folder, List<Path> modules) {
  /** Where Debian installs its modules. */
  public static final Path INSTALLED = Path.of("/usr/share/selinux/default");

  private static final List<String> ENDINGS = List.of(".pp.bz2", ".pp", ".cil");
  private static final String NOT_ENABLED = "notdefault=\"";
  private static final Path SCRIPTS = Path.of("/var/lib/dpkg/info");
  private static final int LARGEST_SCRIPT = 1 << 20;

  public BasePolicy {
    modules = List.copyOf(modules);
  }

  /**
   * The base policy in a folder; empty, with an error among the diagnostics, where there is none.
   */
  public static Optional<BasePolicy> in(Path folder, Diagnostics diagnostics) {
    List<Path> modules = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.filter(file -> !moduleName(file).isEmpty()).sorted().forEach(modules::add);
    } catch (IOException e) {
      diagnostics.add(
          problem("The base modules in `" + folder + "` cannot be read: " + IoReason.of(e) + "."));
      return Optional.empty();
    }
    if (modules.stream().noneMatch(file -> moduleName(file).equals("base"))) {
      diagnostics.add(problem("`" + folder + "` holds no module `base` to link with."));
      return Optional.empty();
    }
    Set<String> notEnabled = notEnabled(folder);
    modules.removeIf(file -> notEnabled.contains(moduleName(file)));
    return Optional.of(new BasePolicy(folder, modules));
  }

  private static Diagnostic problem(String message) {
    return Diagnostic.of(Code.LINK_BASE, message)
        .help(
            "Debian's modules come with the package selinux-policy-default; `--base DIR` names"
                + " another folder of `.pp`, `.pp.bz2` or `.cil` files.")
        .build();
  }

  /** The name of the module in a file; empty where the file holds none. */
  static String moduleName(Path file) {
    String name = file.getFileName().toString();
    for (String ending : ENDINGS) {
      if (name.endsWith(ending) && name.charAt(0) != '.') {
        return name.substring(0, name.length() - ending.length());
      }
    }
    return "";
  }

  private static Set<String> notEnabled(Path folder) {
    Path name = folder.getFileName();
    if (name != null && folder.startsWith("/usr/share/selinux")) {
      String script = text(SCRIPTS.resolve("selinux-policy-" + name + ".postinst"));
      int from = script.indexOf(NOT_ENABLED);
      int end = from < 0 ? -1 : script.indexOf('"', from + NOT_ENABLED.length());
      if (end > 0) {
        return words(script.substring(from + NOT_ENABLED.length(), end));
      }
    }
    return builtIn();
  }

  /** The list that svpc brings itself. */
  static Set<String> builtIn() {
    try (InputStream in =
        BasePolicy.class.getResourceAsStream("/org/svpc/toolchain/not-enabled.txt")) {
      if (in == null) {
        throw new IllegalStateException("not-enabled.txt is missing");
      }
      StringBuilder names = new StringBuilder();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(line -> names.append(line).append(' '));
      return words(names.toString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    StringTokenizer tokens = new StringTokenizer(text);
    while (tokens.hasMoreTokens()) {
      words.add(tokens.nextToken());
    }
    return Collections.unmodifiableSet(words);
  }

  private static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LARGEST_SCRIPT), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
