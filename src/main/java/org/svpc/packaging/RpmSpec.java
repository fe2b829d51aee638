package org.svpc.packaging;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The spec file of a package, after Fedora's practice for policy of its own: the macros of {@code
 * selinux-policy-devel} do the work, and where rpm has none of that name, as on Debian, the spec's
 * own of the same effect. Modules go to priority 200, between those of the distribution and those
 * of the machine.
 */
public final class RpmSpec {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE MMM dd uuuu", Locale.ENGLISH);

  /**
   * A variable of the build's shell and no macro: rpm keeps the spec with its macros expanded in
   * the source package, where the place of this build has no business.
   */
  private static final String ROOT = "\"$RPM_BUILD_ROOT\"";

  private static final String SET =
      """
      if [ $1 -eq 1 ]; then
        %selinux_set_booleans -s %{selinuxtype} %{selinuxbooleans}
      fi
      """;

  private static final String UNSET =
      """
      if [ $1 -eq 0 ]; then
        %selinux_unset_booleans -s %{selinuxtype} %{selinuxbooleans}
      fi
      """;

  private RpmSpec() {}

  /** The package's name. */
  public static String name(ModulePackage of) {
    return of.subject() + "-selinux";
  }

  /**
   * The text of the spec. Its sources are {@code NAME.pp} of each module, and {@code NAME.if} of
   * those with interfaces.
   */
  public static String text(ModulePackage of) {
    Map<String, String> values = new HashMap<>();
    values.put("NAME", name(of));
    values.put("STORE", of.store());
    values.put("VERSION", of.version());
    values.put("RELEASE", Integer.toString(of.release()));
    values.put("SUMMARY", escaped(withoutDot(PlainText.line(of.headline()))));
    values.put("LICENSE", escaped(PlainText.line(of.license())));
    values.put("MAINTAINER", escaped(PlainText.line(of.maintainer())));
    values.put("DAY", DAY.format(of.date().atZone(ZoneOffset.UTC)));
    values.put("MODULES", of.moduleNames());
    values.put("DESCRIPTION", description(of));
    StringBuilder sources = new StringBuilder();
    StringBuilder install = new StringBuilder();
    StringBuilder packages = new StringBuilder();
    StringBuilder files = new StringBuilder();
    int number = 0;
    for (ModulePackage.Module module : of.modules()) {
      String name = module.name();
      sources.append("Source").append(number).append(": ").append(name).append(".pp\n");
      install.append("bzip2 -9c %{SOURCE").append(number).append("} >");
      install.append(ROOT).append("%{policydir}/").append(name).append(".pp.bz2\nmkdir -p ");
      install.append(ROOT).append("%{storedir}/").append(name).append('\n');
      packages.append(packages.length() == 0 ? "" : " ");
      packages.append("%{policydir}/").append(name).append(".pp.bz2");
      files.append("%{policydir}/").append(name).append(".pp.bz2\n");
      files.append("%ghost %verify(not mode md5 size mtime) %{storedir}/").append(name);
      files.append('\n');
      number++;
      if (module.interfaces()) {
        sources.append("Source").append(number).append(": ").append(name).append(".if\n");
        install.append("install -p -m 644 %{SOURCE").append(number).append("} ");
        install.append(ROOT).append("%{headerdir}/").append(name).append(".if\n");
        files.append("%{headerdir}/").append(name).append(".if\n");
        number++;
      }
    }
    values.put("SOURCES", sources.toString());
    values.put("INSTALL", install.toString());
    values.put("PACKAGES", packages.toString());
    values.put("FILES", files.toString());
    boolean some = !of.booleans().isEmpty();
    values.put("BOOLEANS", some ? "%global selinuxbooleans " + of.booleanWords() + "\n" : "");
    values.put("NEEDS", some ? "Requires(post): policycoreutils-python-utils\n" : "");
    values.put("SET", some ? SET : "");
    values.put("UNSET", some ? UNSET : "");
    return Template.fill("module.spec", values);
  }

  /**
   * The description. rpm looks for sections and conditions at the beginning of lines, even once it
   * has made one {@code %} of two: so no line begins with it.
   */
  private static String description(ModulePackage of) {
    List<String> paragraphs = new ArrayList<>(List.of(of.opening()));
    if (!of.summary().isEmpty()) {
      paragraphs.add(of.summary());
    }
    paragraphs.addAll(of.description());
    StringBuilder text = new StringBuilder();
    for (String line : PlainText.lines(paragraphs, "%#")) {
      text.append(escaped(line)).append('\n');
    }
    return text.toString();
  }

  /** Text in which rpm expands nothing. A backslash at a line's end would join the next to it. */
  private static String escaped(String text) {
    String doubled = text.replace("%", "%%");
    return doubled.endsWith("\\") ? doubled + "." : doubled;
  }

  private static String withoutDot(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
