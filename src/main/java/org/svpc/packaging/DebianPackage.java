package org.svpc.packaging;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * The control files of a package for Debian. Debian has no helper for policy of packages; the
 * scripts do in postinst and prerm what Fedora's macros do, and fail where those go on: dpkg then
 * leaves the package unconfigured, and the module that was installed before in the store.
 */
public final class DebianPackage {
  private static final String SECTION = "admin";

  private DebianPackage() {}

  /** The package's name: that of its subject as Debian's names are spelt. */
  public static String name(ModulePackage of) {
    return of.subject().toLowerCase(Locale.ROOT).replace('_', '-') + "-selinux";
  }

  /** The version with the revision. */
  public static String version(ModulePackage of) {
    return of.version() + "-" + of.release();
  }

  /** Where in the package's tree the compressed module lies. */
  public static String modulePath(ModulePackage of, ModulePackage.Module module) {
    return "usr/share/selinux/packages/" + of.store() + "/" + module.name() + ".pp.bz2";
  }

  /** Where in the package's tree the interfaces of a module lie, among the policy's headers. */
  public static String interfacePath(ModulePackage.Module module) {
    return "usr/share/selinux/devel/include/distributed/" + module.name() + ".if";
  }

  /**
   * The file {@code control}.
   *
   * @param kilobytes what the package takes when it is installed
   */
  public static String control(ModulePackage of, long kilobytes) {
    Map<String, String> values = new HashMap<>();
    values.put("NAME", name(of));
    values.put("VERSION", version(of));
    values.put("MAINTAINER", PlainText.line(of.maintainer()));
    values.put("SIZE", Long.toString(kilobytes));
    values.put("SECTION", SECTION);
    String policy = "selinux-policy-" + of.store();
    boolean debian = policy.equals("selinux-policy-default") || policy.equals("selinux-policy-mls");
    values.put("POLICY", debian ? ", " + policy : "");
    values.put("SEMANAGE", of.booleans().isEmpty() ? "" : ", policycoreutils-python-utils");
    values.put("SUMMARY", synopsis(of));
    StringBuilder text = new StringBuilder();
    List<String> paragraphs = new ArrayList<>(List.of(of.opening()));
    if (!of.summary().isEmpty()) {
      paragraphs.add(of.summary());
    }
    paragraphs.addAll(of.description());
    for (String line : PlainText.lines(paragraphs, "")) {
      text.append(line.isEmpty() ? " .\n" : " " + line + "\n");
    }
    values.put("DESCRIPTION", text.toString());
    return Template.fill("control", values);
  }

  /** The script that installs the modules, and does so again where a removal was given up. */
  public static String postinst(ModulePackage of) {
    return script("postinst", of);
  }

  /** The script that removes the modules. */
  public static String prerm(ModulePackage of) {
    return script("prerm", of);
  }

  /** Licences of which every Debian has the text, by the beginnings of their SPDX names. */
  private static final Map<String, String> COMMON_LICENSES =
      Map.of(
          "Apache-2.0", "Apache-2.0",
          "GPL-2.0", "GPL-2",
          "GPL-3.0", "GPL-3",
          "LGPL-2.1", "LGPL-2.1",
          "LGPL-3.0", "LGPL-3",
          "MPL-2.0", "MPL-2.0");

  /** Where the texts of a package's licences are on Debian; empty for one of its own. */
  private static String licenseTexts(String license) {
    StringBuilder texts = new StringBuilder();
    StringTokenizer names = new StringTokenizer(license, " ()");
    while (names.hasMoreTokens()) {
      String name = names.nextToken();
      for (Map.Entry<String, String> common : COMMON_LICENSES.entrySet()) {
        if (name.equals(common.getKey()) || name.startsWith(common.getKey() + "-")) {
          texts.append("Its text is in /usr/share/common-licenses/").append(common.getValue());
          texts.append(" (").append(name).append(").\n");
        }
      }
    }
    return texts.toString();
  }

  /** The file {@code copyright}. */
  public static String copyright(ModulePackage of) {
    String license = PlainText.line(of.license());
    return "Policy modules: "
        + of.moduleNames()
        + "\nMade from their sources by svpc.\n\nLicense: "
        + license
        + "\n"
        + licenseTexts(license)
        + "\nCopyright: the authors of the sources; packaged by "
        + PlainText.line(of.maintainer())
        + "\n";
  }

  /** The file {@code changelog.Debian}. */
  public static String changelog(ModulePackage of) {
    return name(of)
        + " ("
        + version(of)
        + ") unstable; urgency=medium\n\n  * Made by svpc from the sources of the policy.\n\n -- "
        + PlainText.line(of.maintainer())
        + "  "
        + DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss Z", Locale.ENGLISH)
            .format(of.date().atZone(ZoneOffset.UTC))
        + "\n";
  }

  private static String script(String resource, ModulePackage of) {
    StringBuilder files = new StringBuilder();
    for (ModulePackage.Module module : of.modules()) {
      files.append(files.length() == 0 ? "/" : " /").append(modulePath(of, module));
    }
    return Template.fill(
        resource,
        Map.of(
            "NAME", name(of),
            "STORE", of.store(),
            "FILES", files.toString(),
            "MODULES", of.moduleNames(),
            "BOOLEANS", of.booleanWords()));
  }

  /**
   * One line of at most 80 characters that does not begin with the package's name or an article.
   */
  private static String synopsis(ModulePackage of) {
    String line = PlainText.line(of.headline());
    line = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    for (String article : List.of("A ", "An ", "The ")) {
      line = line.startsWith(article) ? line.substring(article.length()) : line;
    }
    String text = "SELinux policy: " + line;
    if (line.startsWith("SELinux policy")) {
      text = line;
    }
    if (text.length() <= 78) {
      return text;
    }
    int space = text.lastIndexOf(' ', 75);
    return text.substring(0, space > 20 ? space : 75) + "...";
  }
}
