package org.svpc.usage;

import java.util.List;

/** The options of {@code svpc package}. */
public final class PackageOptions {
  public static final Option RPM =
      flag("--rpm", "Make an .rpm, and the .src.rpm that it is made from.");
  public static final Option DEB = flag("--deb", "Make a .deb.");
  public static final Option NAME =
      value("--name", "NAME", "What the package is called after, else the only module.");
  public static final Option VERSION =
      value("--package-version", "N.N", "The version of the package, else that of its modules.");
  public static final Option RELEASE =
      value("--release", "N", "Tells apart packages of one version, else 1.");
  public static final Option MAINTAINER =
      value("--maintainer", "NAME<ADDRESS>", "Who answers for the package.");
  public static final Option LICENSE =
      value("--license", "ID", "The licence of the sources, as SPDX names it.");
  public static final Option STORE =
      value(
          "--store",
          "POLICY",
          "The policy that the modules go into, else targeted for .rpm and default for .deb.");
  public static final Option MODULE_VERSION =
      value(
          "--module-version",
          "N",
          "The newest module version that the tools of its users read, else that of checkmodule.");
  public static final Option BOOL =
      new Option(
          "--bool",
          "NAME=on|off",
          List.of(),
          true,
          false,
          "A boolean that installing the package sets and removing it puts back; repeatable.");

  static final List<Option> ALL =
      List.of(
          RPM,
          DEB,
          Option.PROJECT,
          Option.FOLDER,
          NAME,
          VERSION,
          RELEASE,
          MAINTAINER,
          LICENSE,
          STORE,
          MODULE_VERSION,
          BOOL,
          Option.TARGET,
          Option.LIB,
          Option.NO_CACHE,
          Option.REPORT,
          Option.COLOR);

  private PackageOptions() {}

  private static Option value(String name, String label, String description) {
    return new Option(name, label, List.of(), false, false, description);
  }

  private static Option flag(String name, String description) {
    return new Option(name, null, List.of(), false, false, description);
  }
}
