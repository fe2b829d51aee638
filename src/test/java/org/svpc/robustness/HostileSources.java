package org.svpc.robustness;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Sources made to hurt, under a name that says how. */
final class HostileSources {
  private static final int DEEP = 100_000;
  private static final int LONG = 1 << 20;

  private static final List<String> WORDS =
      List.of(
          "module",
          "library",
          "use",
          "type",
          "domain",
          "alias",
          "is",
          "attribute",
          "boolean",
          "=",
          "true",
          "extern",
          "class",
          "user",
          "roles",
          "level",
          "range",
          "allow",
          "neverallow",
          "allowxperm",
          "ioctl",
          "0x1f",
          "17",
          "type_transition",
          "range_transition",
          "role",
          "types",
          "labels",
          "none",
          "path",
          "tree",
          "regex",
          "\"/a/b\"",
          "if",
          "else",
          "optional",
          "ifdef",
          "given",
          "extend",
          "interface",
          "template",
          "deprecated",
          "stem",
          "this",
          "self",
          "*",
          "~",
          "-",
          "{",
          "}",
          "(",
          ")",
          ";",
          ":",
          ",",
          "...",
          "&&",
          "||",
          "^",
          "==",
          "!=",
          "!",
          "${x}_t",
          "s0",
          "s0:c1,c2",
          "a_t",
          "b_t",
          "file",
          "read",
          "/// doc\n",
          "// c\n",
          "/* c */",
          "1.0",
          "require",
          "gen_require",
          "`",
          "'",
          "\"",
          "\\");

  private HostileSources() {}

  /** Sources that are large, deep or grow; each is a case of its own. */
  static Map<String, byte[]> large() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("empty", "");
    texts.put("blanks", " \n".repeat(LONG / 2));
    texts.put("braces", "module m 1.0;\n" + "{".repeat(DEEP) + "}".repeat(DEEP));
    texts.put("open-braces", "module m 1.0;\nallow a " + "{".repeat(DEEP));
    texts.put(
        "sets",
        "module m 1.0;\nallow a " + "{ ".repeat(DEEP) + "b" + " }".repeat(DEEP) + ":file read;");
    texts.put("closing-braces", "module m 1.0;\n" + "}".repeat(DEEP));
    texts.put(
        "parentheses", "module m 1.0;\nif (" + "(".repeat(DEEP) + "b" + ")".repeat(DEEP) + ") {}");
    texts.put("nots", "module m 1.0;\nif (" + "!".repeat(DEEP) + "b) {}");
    texts.put(
        "operators", "module m 1.0;\nboolean b = true;\nif (b" + " && b".repeat(DEEP) + ") {}");
    texts.put("options", "module m 1.0;\nifdef (" + "!".repeat(DEEP) + "enable_mcs) {}");
    texts.put(
        "ifs",
        "module m 1.0;\nboolean b = true;\n" + "if (b) {\n".repeat(DEEP) + "}\n".repeat(DEEP));
    texts.put("optionals", "module m 1.0;\n" + "optional {".repeat(DEEP) + "}".repeat(DEEP));
    texts.put("elses", "module m 1.0;\nif (b) {}" + " else if (b) {}".repeat(DEEP));
    texts.put("calls", "module m 1.0;\n" + "f(".repeat(DEEP) + ")".repeat(DEEP) + ";");
    texts.put("tildes", "module m 1.0;\nallow a b:file " + "~".repeat(DEEP) + "read;");
    texts.put("name", "module m 1.0;\ntype " + "a".repeat(LONG) + ";");
    texts.put("number", "module m 1.0;\nallowxperm a b:file ioctl " + "9".repeat(LONG) + ";");
    texts.put("string", "module m 1.0;\nlabels a_t { path \"/" + "a".repeat(LONG) + "\"; }");
    texts.put("open-string", "module m 1.0;\nlabels a_t { path \"/" + "a".repeat(LONG));
    texts.put("comment", "/*" + "*".repeat(LONG));
    texts.put("docs", "/// a\n".repeat(DEEP));
    texts.put("line", "module m 1.0; " + "type a_t; ".repeat(DEEP));
    texts.put("members", "module m 1.0;\ntype t is a" + ", a".repeat(DEEP) + ";");
    texts.put("pasted", "module m 1.0;\ntype " + "${a}".repeat(DEEP) + ";");
    texts.put(
        "regex", "module m 1.0;\ntype a_t;\nlabels a_t { regex \"" + "(".repeat(DEEP) + "\"; }");
    texts.put("laughs", laughs());
    texts.put(
        "recursion",
        "module m 1.0;\ninterface a(domain x) { b(x); }\ninterface b(domain x) { a(x); }\n");
    // As many words as a source may have, all of them right.
    texts.put("words", "module m 1.0;\ntype a_t;\n" + "allow a_t a_t:file read;\n".repeat(71_000));
    texts.put("no-header", "type a_t;\n".repeat(DEEP));
    Map<String, byte[]> sources = new LinkedHashMap<>();
    texts.forEach((name, text) -> sources.put(name, text.getBytes(StandardCharsets.UTF_8)));
    sources.put("nul", "module m 1.0;\0\ntype a\0_t;\n".getBytes(StandardCharsets.UTF_8));
    sources.put("latin-1", "module m 1.0; // \u00fc\n".getBytes(StandardCharsets.ISO_8859_1));
    sources.put("utf-16", "module m 1.0;\n".getBytes(StandardCharsets.UTF_16));
    sources.put("bytes", bytes(7, LONG));
    sources.put("above-the-cap", "# a\n".repeat((17 << 20) / 4).getBytes(StandardCharsets.UTF_8));
    return sources;
  }

  /** Templates that call each other, twice as often on each level. */
  private static String laughs() {
    StringBuilder text = new StringBuilder("module m 1.0;\ntype a_t;\n");
    text.append("interface l0(domain x) { allow x self:process signal; }\n");
    for (int i = 1; i <= 60; i++) {
      text.append("interface l").append(i).append("(domain x) { ");
      text.append(("l" + (i - 1) + "(x); ").repeat(2)).append("}\n");
    }
    return text.append("l60(a_t);\n").toString();
  }

  /** Any bytes. */
  static byte[] bytes(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Words of the language in no order. */
  static String soup(long seed, int words) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "module m 1.0;\n" : "");
    for (int i = 0; i < words; i++) {
      text.append(WORDS.get(random.nextInt(WORDS.size())));
      text.append(random.nextInt(8) == 0 ? "\n" : " ");
    }
    return text.toString();
  }

  /** A source with a few of its bytes changed, doubled or taken out. */
  static byte[] damaged(byte[] source, long seed) {
    Random random = new Random(seed);
    byte[] copy = source.clone();
    int from = random.nextInt(copy.length);
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      switch (random.nextInt(3)) {
        case 0 -> copy[random.nextInt(copy.length)] = (byte) (32 + random.nextInt(95));
        case 1 ->
            copy[random.nextInt(copy.length)] = (byte) "{}();:,~-*!\"\n".charAt(random.nextInt(13));
        default -> {
          int length = Math.min(random.nextInt(40), copy.length - from);
          System.arraycopy(source, random.nextInt(copy.length - length), copy, from, length);
        }
      }
    }
    return copy;
  }
}
