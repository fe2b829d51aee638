package org.svpc.headers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.selinux.NameKind;
import org.svpc.target.TargetInterface;
import org.svpc.target.TargetNames;

/**
 * The names of a target's modules, interfaces and booleans, found when first asked for: modules are
 * the {@code .if} files of the layers' folders, booleans stand in the documentation's XML beside
 * the headers or, in a source tree, in {@code gen_bool} and {@code gen_tunable} statements.
 */
final class HeaderNames implements TargetNames {
  private static final String DEFAULT_VALUE = "dftval=\"";

  /** How far the search for {@link #DEFAULT_VALUE} may go on where a character does not fit. */
  private static final byte[] SKIP = skips(DEFAULT_VALUE);

  private final Path layersRoot;
  private final @Nullable Path sourcePolicy;
  private @Nullable List<Path> layers;
  private @Nullable Set<String> modules;
  private @Nullable Map<String, Boolean> booleans;
  private final Path support;
  private final Set<String> options;
  private final Map<String, TargetInterface> known = new HashMap<>();
  private @Nullable PolicyIndex index;

  private HeaderNames(
      Path layersRoot, Path support, @Nullable Path sourcePolicy, Set<String> options) {
    this.layersRoot = layersRoot;
    this.support = support;
    this.sourcePolicy = sourcePolicy;
    this.options = options;
  }

  private static byte[] skips(String sought) {
    byte[] skips = new byte[256];
    Arrays.fill(skips, (byte) sought.length());
    for (int i = 0; i < sought.length() - 1; i++) {
      skips[sought.charAt(i)] = (byte) (sought.length() - 1 - i);
    }
    return skips;
  }

  /** The names of installed headers. */
  static HeaderNames ofHeaders(Path include, Set<String> options) {
    return new HeaderNames(include, include.resolve("support"), null, options);
  }

  /**
   * The names of a source tree.
   *
   * @param policy its {@code policy} folder
   */
  static HeaderNames ofSources(Path policy, Set<String> options) {
    return new HeaderNames(policy.resolve("modules"), policy.resolve("support"), policy, options);
  }

  @Override
  public boolean hasModule(String name) {
    if (name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
      return false;
    }
    for (Path layer : layers()) {
      if (Files.exists(layer.resolve(name + ".if"))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public synchronized Set<String> modules() {
    Set<String> known = modules;
    if (known == null) {
      known = new TreeSet<>();
      for (Path layer : layers()) {
        for (Path file : HeaderFiles.list(layer)) {
          String name = file.getFileName().toString();
          if (name.endsWith(".if")) {
            known.add(name.substring(0, name.length() - ".if".length()));
          }
        }
      }
      known = Collections.unmodifiableSet(known);
      modules = known;
    }
    return known;
  }

  @Override
  public synchronized Map<String, Boolean> booleans() {
    Map<String, Boolean> known = booleans;
    if (known == null) {
      known = new TreeMap<>();
      if (sourcePolicy == null) {
        for (Path file : HeaderFiles.list(layersRoot)) {
          if (file.toString().endsWith(".xml")) {
            fromXml(bytesOf(file), known);
          }
        }
      } else {
        fromSources(sourcePolicy, known);
      }
      known = Collections.unmodifiableMap(known);
      booleans = known;
    }
    return known;
  }

  @Override
  public Set<String> interfaces() {
    return index().callables();
  }

  @Override
  public synchronized @Nullable TargetInterface find(String name) {
    TargetInterface read = known.get(name);
    if (read != null) {
      return read;
    }
    Callable callable = index().callable(name);
    if (callable == null) {
      return null;
    }
    read = InterfaceOfHeader.read(callable);
    known.put(name, read);
    return read;
  }

  @Override
  public Set<NameKind> kinds(String name) {
    return index().kinds(name);
  }

  @Override
  public Set<String> names(NameKind kind) {
    return index().names(kind);
  }

  private synchronized PolicyIndex index() {
    PolicyIndex built = index;
    if (built == null) {
      IndexBuilder builder = new IndexBuilder(options, new Diagnostics());
      for (Path file : HeaderFiles.list(support)) {
        String name = file.getFileName().toString();
        if (name.endsWith("_patterns.spt")) {
          builder.addSupport(file);
        }
      }
      for (Path layer : layers()) {
        for (Path file : HeaderFiles.list(layer)) {
          if (file.toString().endsWith(".if")) {
            builder.addModule(file);
          } else if (sourcePolicy != null && file.toString().endsWith(".te")) {
            builder.addDeclarations(file);
          }
        }
      }
      built = builder.build();
      index = built;
    }
    return built;
  }

  private void fromSources(Path policy, Map<String, Boolean> into) {
    fromStatements(textOf(policy.resolve("global_booleans")), into);
    fromStatements(textOf(policy.resolve("global_tunables")), into);
    Map<String, Map<String, Boolean>> templates = new TreeMap<>();
    List<String> modules = new ArrayList<>();
    for (Path layer : layers()) {
      for (Path file : HeaderFiles.list(layer)) {
        String name = file.toString();
        if (name.endsWith(".te")) {
          modules.add(textOf(file));
        } else if (name.endsWith(".if")) {
          templatesOf(textOf(file), templates);
        }
      }
    }
    for (String module : modules) {
      fromStatements(module, into);
      templates.forEach((name, patterns) -> fromCalls(module, name, patterns, into));
    }
  }

  private synchronized List<Path> layers() {
    List<Path> known = layers;
    if (known == null) {
      known = new ArrayList<>();
      for (Path entry : HeaderFiles.list(layersRoot)) {
        if (Files.isDirectory(entry) && !entry.endsWith("support")) {
          known.add(entry);
        }
      }
      layers = known;
    }
    return known;
  }

  private static String textOf(Path file) {
    return new String(bytesOf(file), StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytesOf(Path file) {
    try {
      return HeaderFiles.bytes(file, HeaderFiles.MAX_BYTES);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  /**
   * Finds <code>&lt;tunable name="x" dftval="false"&gt;</code>, and the same for bool, by the
   * attribute that the DTD wants of these two and gives to nothing else.
   *
   * <p>These files have megabytes, and every build of a module with a boolean reads them: so the
   * search looks at every eighth character, after Horspool, and the rest at what it finds.
   */
  static void fromXml(byte[] text, Map<String, Boolean> into) {
    int last = DEFAULT_VALUE.length() - 1;
    int at = last;
    while (at < text.length) {
      byte c = text[at];
      if (c == '"' && stands(DEFAULT_VALUE, text, at - last)) {
        int start = at;
        while (start >= 0 && text[start] != '<') {
          start--;
        }
        int end = at;
        while (end < text.length && text[end] != '>') {
          end++;
        }
        tag(new String(text, start + 1, end - start - 1, StandardCharsets.ISO_8859_1), into);
        at = end + last;
      } else {
        at += SKIP[c & 0xff];
      }
    }
  }

  private static boolean stands(String sought, byte[] text, int at) {
    for (int i = 0; i < sought.length(); i++) {
      if (text[at + i] != sought.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static void tag(String tag, Map<String, Boolean> into) {
    String name = attribute(tag, "name=\"");
    if (!name.isEmpty() && (tag.startsWith("tunable ") || tag.startsWith("bool "))) {
      into.put(name, attribute(tag, DEFAULT_VALUE).equals("true"));
    }
  }

  private static String attribute(String tag, String start) {
    int from = tag.indexOf(start);
    int end = from < 0 ? -1 : tag.indexOf('"', from + start.length());
    return end < 0 ? "" : tag.substring(from + start.length(), end);
  }

  /** Finds <code>gen_tunable(x, false)</code> and <code>gen_bool(x,true)</code>, quoted or not. */
  static void fromStatements(String text, Map<String, Boolean> into) {
    for (String macro : new String[] {"gen_tunable(", "gen_bool("}) {
      for (int at = text.indexOf(macro); at >= 0; at = text.indexOf(macro, at + 1)) {
        int from = at + macro.length();
        int end = text.indexOf(')', from);
        int comma = text.indexOf(',', from);
        if (end < 0) {
          return;
        }
        if (comma > 0 && comma < end) {
          into.put(
              plain(text.substring(from, comma)),
              plain(text.substring(comma + 1, end)).equals("true"));
        }
      }
    }
  }

  /** Finds templates that declare booleans named after their first parameter. */
  private static void templatesOf(String text, Map<String, Map<String, Boolean>> into) {
    String start = "template(`";
    for (int at = text.indexOf(start); at >= 0; ) {
      int next = text.indexOf(start, at + 1);
      int nameEnd = text.indexOf('\'', at);
      Map<String, Boolean> patterns = new TreeMap<>();
      fromStatements(text.substring(at, next < 0 ? text.length() : next), patterns);
      patterns.keySet().removeIf(pattern -> !pattern.contains("$1"));
      if (nameEnd > 0 && !patterns.isEmpty()) {
        into.put(text.substring(at + start.length(), nameEnd), patterns);
      }
      at = next;
    }
  }

  private static void fromCalls(
      String text, String template, Map<String, Boolean> patterns, Map<String, Boolean> into) {
    for (int at = text.indexOf(template + "(");
        at >= 0;
        at = text.indexOf(template + "(", at + 1)) {
      int from = at + template.length() + 1;
      int comma = text.indexOf(',', from);
      int close = text.indexOf(')', from);
      int end = comma < 0 || (close >= 0 && close < comma) ? close : comma;
      if (end > 0) {
        String argument = plain(text.substring(from, end));
        patterns.forEach((pattern, value) -> into.put(pattern.replace("$1", argument), value));
      }
    }
  }

  private static String plain(String argument) {
    return argument.replace("`", "").replace("'", "").strip();
  }
}
