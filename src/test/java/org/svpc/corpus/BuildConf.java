package org.svpc.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The build options of the installed headers (include/build.conf), and the m4 macros that
 * include/Makefile defines for them. The local Makefile sets TYPE to mcs unless the policy is mls.
 */
record BuildConf(Map<String, String> options) {

  static BuildConf read(Path file) throws IOException {
    Map<String, String> options = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      String text = line.startsWith("override ") ? line.substring("override ".length()) : line;
      int equals = text.indexOf('=');
      if (text.startsWith("#") || equals < 0) {
        continue;
      }
      String name = text.substring(0, equals).strip();
      if (name.endsWith("?") || name.endsWith(":")) {
        name = name.substring(0, name.length() - 1).strip();
      }
      options.put(name, text.substring(equals + 1).strip());
    }
    return new BuildConf(options);
  }

  List<String> macros() {
    List<String> macros = new ArrayList<>();
    String type = option("TYPE", "mcs");
    if (!type.equals("standard")) {
      macros.add("enable_" + type);
    }
    if (!option("DISTRO", "").isEmpty()) {
      macros.add("distro_" + option("DISTRO", ""));
    }
    addIf(macros, "SYSTEMD", "init_systemd");
    addIf(macros, "DIRECT_INITRC", "direct_sysadm_daemon");
    addIf(macros, "UBAC", "enable_ubac");
    for (String custom : option("CUSTOM_BUILDOPT", "").split(" ", -1)) {
      if (!custom.isEmpty()) {
        macros.add(custom);
      }
    }
    macros.add("mls_num_sens=" + option("MLS_SENS", "16"));
    macros.add("mls_num_cats=" + option("MLS_CATS", "1024"));
    macros.add("mcs_num_cats=" + option("MCS_CATS", "1024"));
    return macros;
  }

  private void addIf(List<String> macros, String option, String macro) {
    if (option(option, "n").equals("y")) {
      macros.add(macro);
    }
  }

  private String option(String name, String otherwise) {
    return options.getOrDefault(name, otherwise);
  }
}
