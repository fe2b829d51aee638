package org.svpc.refpolicy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes modules whose names, paths, comments and texts are words, quotes and signs that m4 acts on,
 * in all places where such text can stand. The same seed makes the same module.
 */
final class HostileSource {
  /**
   * Builtins, support macros, interfaces, options, sets and levels: as names they are only names.
   */
  private static final List<String> WORDS =
      List.of(
          "interface",
          "template",
          "define",
          "dnl",
          "shift",
          "index",
          "len",
          "format",
          "eval",
          "ifdef",
          "ifelse",
          "include",
          "incr",
          "decr",
          "divert",
          "undivert",
          "divnum",
          "changequote",
          "changecom",
          "sysval",
          "syscmd",
          "esyscmd",
          "unix",
          "__file__",
          "__line__",
          "__unix__",
          "m4exit",
          "m4wrap",
          "traceon",
          "dumpdef",
          "gen_require",
          "gen_context",
          "gen_tunable",
          "optional_policy",
          "tunable_policy",
          "policy_module",
          "ifndef",
          "shiftn",
          "can_exec",
          "refpolicywarn",
          "mcs_systemhigh",
          "mls_systemlow",
          "mcs_allcats",
          "mls_num_sens",
          "enable_mcs",
          "distro_debian",
          "init_systemd",
          "rw_file_perms",
          "dir_file_class_set",
          "read_files_pattern",
          "dev_node",
          "files_type",
          "virt_domain_template",
          "dollarsstar",
          "xdollarsstar_t",
          "policy_call_depth",
          "__endline__",
          "translit",
          "regexp",
          "patsubst");

  private static final List<String> SIGNS =
      List.of(
          "`",
          "'",
          "``",
          "''",
          "`'",
          "#",
          "$1",
          "$*",
          "$@",
          "$#",
          "${1}",
          "$10",
          "(",
          ")",
          ",",
          " ",
          "dnl ",
          ";",
          "{",
          "}",
          "[",
          "]",
          "changequote([,])",
          "define(`x',`y')",
          "!",
          "\u00fc",
          "\u2019",
          "&",
          "<",
          ">",
          "##",
          "*",
          "//",
          "-",
          "s0:c1,c2");

  private final Random random;
  private final String module;
  private final StringBuilder out = new StringBuilder();
  private final List<String> types = new ArrayList<>();
  private final List<String> booleans = new ArrayList<>();
  private final List<String> files = new ArrayList<>();

  private HostileSource(String module, long seed) {
    this.module = module;
    this.random = new Random(seed);
  }

  static String make(String module, long seed) {
    return new HostileSource(module, seed).text();
  }

  private String text() {
    line("/// " + words(8));
    line("///");
    line("/// " + words(20));
    line("module " + module + " 1.0;");
    line("extern type etc_t, tmp_t, sanlock_t, " + "bin_t;");
    List<String> names = new ArrayList<>();
    while (names.size() < 14) {
      String name = name();
      if (!names.contains(name)) {
        names.add(name);
      }
    }
    for (String name : names.subList(0, 5)) {
      comment();
      line("/// " + words(6));
      line("type " + name + ";");
      types.add(name);
    }
    line("type " + types.get(0) + "_x_t alias " + names.get(5) + ";");
    for (String name : names.subList(6, 9)) {
      line("/// " + words(9));
      line("boolean " + name + " = " + random.nextBoolean() + ";");
      booleans.add(name);
    }
    line("attribute " + names.get(9) + ";");
    line("typeattribute " + types.get(0) + " " + names.get(9) + ";");
    line("role " + names.get(10) + ";");
    line("role " + names.get(10) + " types { " + types.get(1) + " " + types.get(2) + " };");
    line("attribute_role " + names.get(11) + ";");
    line("roleattribute " + names.get(10) + " " + names.get(11) + ";");
    line("typealias " + types.get(1) + " alias " + names.get(12) + ";");
    types.add(names.get(9));
    interfaces(names.get(13));
    rules("");
    scopes();
    labels();
    comment();
    return out.toString();
  }

  private void interfaces(String stem) {
    line("/// " + words(9));
    line("/// @param who " + words(5));
    line("interface " + module + "_take(domain who, types what, optional file_name leaf) {");
    rules("    ");
    line("    allow who what:file read;");
    line("    ifdef (given leaf) {");
    line("        type_transition who tmp_t:file " + types.get(0) + " leaf;");
    line("    }");
    line("    " + module + "_pass(what);");
    line("    optional {");
    rules("        ");
    line("        allow who sanlock_t:fd use;");
    line("        type_transition who etc_t:lnk_file " + types.get(0) + " " + fileName() + ";");
    line("    }");
    line("}");
    line("deprecated " + quoted(words(7)));
    line("interface " + module + "_pass(types what) {");
    comment();
    line("    allow " + type() + " { what }:file read;");
    line("}");
    line("template " + module + "_make(stem name) {");
    line("    type ${name}9_t;");
    line("    type " + stem + "-${name};");
    line("    boolean " + module + "_${name}_on = true;");
    comment();
    line("    allow ${name}9_t " + stem + "-${name}:file { read write };");
    line("    if (" + module + "_${name}_on) { allow ${name}9_t self:process fork; }");
    line("}");
    line(module + "_make(" + module + ");");
  }

  private void scopes() {
    line("if (" + pick(booleans) + ") {");
    rules("    ");
    line("} else {");
    allow("    ");
    line("}");
    line("if (!(" + booleans.get(0) + " && " + booleans.get(1) + ") == " + booleans.get(2) + ") {");
    allow("    ");
    line("}");
    line("if (" + booleans.get(0) + " || !" + booleans.get(1) + ") {} else {");
    allow("    ");
    line("}");
    line("optional {");
    rules("    ");
    line("    allow " + type() + " sanlock_t:fd use;");
    line("    type_transition sanlock_t tmp_t:file " + types.get(1) + " " + fileName() + ";");
    line("    " + module + "_take(sanlock_t, " + types.get(1) + ");");
    line("    optional {");
    rules("        ");
    line("        allow bin_t sanlock_t:fd use;");
    line("    }");
    line("}");
    line("ifdef (" + pick(List.of("enable_mcs", "enable_mls", "!distro_redhat")) + ") {");
    rules("    ");
    line("} else {");
    rules("    ");
    line("}");
    for (int i = 0; i < 3; i++) {
      String leaf = random.nextBoolean() ? ", " + fileName() : "";
      line(module + "_take(" + types.get(i) + ", { " + type() + " etc_t }" + leaf + ");");
    }
  }

  private void rules(String indent) {
    for (int i = 0; i < 2; i++) {
      comment();
      allow(indent);
    }
  }

  private void allow(String indent) {
    comment();
    line(indent + "allow " + type() + " { " + type() + " etc_t }:file rw_file_perms;");
  }

  private void labels() {
    line(
        "type_transition " + types.get(0) + " etc_t:file " + types.get(1) + " " + fileName() + ";");
    line("type_transition " + types.get(1) + " etc_t:dir " + types.get(2) + " " + fileName() + ";");
    line("labels " + types.get(2) + " {");
    for (int i = 0; i < 4; i++) {
      line("    " + pick(List.of("path", "tree")) + " " + path() + ";");
    }
    line("    path " + path() + " dir level s0:c1,c2;");
    line("    path " + path() + " dir level s0 - mcs_systemhigh;");
    line("    ifdef (distro_debian) { path " + path() + "; } else { path " + path() + "; }");
    line("}");
  }

  private void comment() {
    line(pick(List.of("// ", "# ", "//")) + words(5));
  }

  private String name() {
    String word;
    do {
      word = pick(WORDS);
    } while (word.startsWith("_"));
    return switch (random.nextInt(5)) {
      case 0 -> word + "-" + pick(WORDS);
      case 1 -> "x-" + word;
      default -> word;
    };
  }

  private String type() {
    return pick(types);
  }

  /** The name of an object, in quotes; two with the same name would clash. */
  private String fileName() {
    String name;
    do {
      name = words(3).replace("/", "").replace("\"", "").strip();
    } while (name.isEmpty() || files.contains(name));
    files.add(name);
    return '"' + name + '"';
  }

  private String path() {
    String part;
    do {
      part = words(3).replace("/", "").replace("\"", "").strip();
    } while (part.isEmpty() || files.contains(part));
    files.add(part);
    return "\"/srv/" + module + "/" + part + "\"";
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "").replace("\\", "") + '"';
  }

  /** Words and signs, with and without blanks between. */
  private String words(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(random.nextBoolean() ? pick(WORDS) : pick(SIGNS));
      text.append(random.nextInt(3) == 0 ? " " : "");
    }
    return text.toString();
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private void line(String line) {
    out.append(line).append('\n');
  }
}
