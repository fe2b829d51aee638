package org.svpc.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The refpolicy source and headers of this machine, and the way their Makefile runs m4.
 *
 * <p>For X.te the devel Makefile runs {@code m4 OPTIONS -s support/*.spt all_interfaces.conf X.te},
 * where all_interfaces.conf is, between {@code divert(-1)} and {@code divert}, the output of {@code
 * m4 support/*.spt all .if files iferror.m4} with {@code dollarsstar} replaced by {@code $*}. For
 * X.fc it runs {@code m4 OPTIONS support/*.spt X.fc}. Reading four megabytes of interfaces anew for
 * each of 400 modules costs 20 seconds, so m4 freezes its state behind the common part once; the
 * text it writes for that part, which holds no statement, followed by the text of the module, is
 * byte for byte what the full run writes (tested).
 */
public final class Upstream {
  /** Part of the cache's key: change it when this class makes other files from the same input. */
  private static final String RECIPE = "1";

  private static final String RAW = "interfaces.out";

  private final Path archive;
  private final Path headers;

  private Upstream(Path archive, Path headers) {
    this.archive = archive;
    this.headers = headers;
  }

  public static Upstream installed() {
    try (Stream<Path> files = Files.list(Path.of("/usr/src"))) {
      Path archive =
          files
              .filter(file -> file.getFileName().toString().startsWith("selinux-policy-src.tar"))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalStateException("Package selinux-policy-src is not installed."));
      return new Upstream(archive, Path.of("/usr/share/selinux/devel/include"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same sources with other headers: an include tree of the same form. */
  public Upstream withHeaders(Path include) {
    return new Upstream(archive, include);
  }

  /** The headers. */
  public Path headers() {
    return headers;
  }

  /** Names the content of everything that the expansion depends on. */
  String key() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(RECIPE.getBytes(StandardCharsets.UTF_8));
      digest.update(Files.readAllBytes(archive));
      List<Path> inputs = new ArrayList<>(support());
      inputs.addAll(interfaces());
      inputs.add(headers.resolve("build.conf"));
      for (Path input : inputs) {
        digest.update(input.toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(input));
      }
      for (List<String> command :
          List.of(List.of("m4", "--version"), List.of("checkmodule", "-V"))) {
        digest.update(Commands.run(headers, command).output().getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Expands every module into {@code folder/modules} and builds it there. */
  void expandAndBuild(Path folder) throws IOException {
    Path modules = Files.createDirectory(folder.resolve("modules"));
    Path rejected = Files.createDirectory(folder.resolve("rejected"));
    unpack(folder);
    Frozen frozen = freeze(folder);
    Workers.map(
        moduleSources(folder),
        source -> {
          String name = nameOf(source);
          Path te = modules.resolve(name + ".te");
          Path fc = modules.resolve(name + ".fc");
          Commands.runTo(
              te,
              folder,
              List.of("m4", "-s", "-R", frozen.interfaces().toString(), source.toString()));
          Commands.runTo(
              fc,
              folder,
              List.of(
                  "m4",
                  "-R",
                  frozen.support().toString(),
                  source.resolveSibling(name + ".fc").toString()));
          ModuleTools.Built built = ModuleTools.build(modules, name);
          if (!built.succeeded()) {
            try {
              Files.writeString(rejected.resolve(name + ".complaint"), built.text());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
          return name;
        });
  }

  /** What the full run of m4, as the Makefile does it, makes of a module's .te. */
  String expandInFull(Path folder, String name) throws IOException {
    Path source =
        moduleSources(folder).stream()
            .filter(file -> nameOf(file).equals(name))
            .findFirst()
            .orElseThrow();
    List<String> command = m4("-s");
    support().forEach(file -> command.add(file.toString()));
    command.add(folder.resolve("all_interfaces.conf").toString());
    command.add(source.toString());
    Path output = folder.resolve("full-" + name);
    Commands.runTo(output, folder, command);
    return Files.readString(output);
  }

  public void unpack(Path folder) {
    Commands.require(folder, List.of("tar", "-xf", archive.toString()));
  }

  /**
   * The state of m4 behind the support macros alone, and behind the interfaces as well.
   *
   * @param raw what m4 makes of the support macros and the interface files
   * @param conf the same as all_interfaces.conf, which the modules are read behind
   */
  public record Frozen(Path support, Path interfaces, String prelude, Path raw, Path conf) {}

  public Frozen freeze(Path folder) throws IOException {
    Path conf = allInterfaces(folder);
    Path support = folder.resolve("support.frozen");
    Path interfaces = folder.resolve("interfaces.frozen");
    List<String> command = m4("-F", support.toString());
    support().forEach(file -> command.add(file.toString()));
    Commands.runTo(folder.resolve("support.out"), folder, command);
    List<String> full = m4("-s", "-F", interfaces.toString());
    support().forEach(file -> full.add(file.toString()));
    full.add(conf.toString());
    Path prelude = folder.resolve("prelude.out");
    Commands.runTo(prelude, folder, full);
    return new Frozen(support, interfaces, Files.readString(prelude), folder.resolve(RAW), conf);
  }

  private Path allInterfaces(Path folder) throws IOException {
    Path guard = folder.resolve("iferror.m4");
    Files.writeString(guard, "ifdef(`__if_error',`m4exit(1)')\n");
    List<String> command = new ArrayList<>(List.of("m4"));
    support().forEach(file -> command.add(file.toString()));
    interfaces().forEach(file -> command.add(file.toString()));
    command.add(guard.toString());
    Path raw = folder.resolve(RAW);
    Commands.runTo(raw, folder, command);
    Path conf = folder.resolve("all_interfaces.conf");
    Files.writeString(
        conf, "divert(-1)\n" + Files.readString(raw).replace("dollarsstar", "$*") + "divert\n");
    return conf;
  }

  /** m4 with the options that include/Makefile derives from include/build.conf. */
  private List<String> m4(String... more) throws IOException {
    List<String> command = new ArrayList<>(List.of("m4"));
    macros().forEach(macro -> command.addAll(List.of("-D", macro)));
    command.addAll(List.of(more));
    return command;
  }

  /** What include/Makefile has m4 define, as {@code NAME} or {@code NAME=TEXT}. */
  public List<String> macros() throws IOException {
    return BuildConf.read(headers.resolve("build.conf")).macros();
  }

  public List<Path> support() throws IOException {
    return list(headers.resolve("support"), ".spt");
  }

  public List<Path> interfaces() throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path layer : list(headers, "")) {
      if (Files.isDirectory(layer) && !layer.endsWith("support")) {
        all.addAll(list(layer, ".if"));
      }
    }
    return all;
  }

  public static List<Path> moduleSources(Path folder) throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path layer : list(folder.resolve("selinux-policy-src/policy/modules"), "")) {
      if (Files.isDirectory(layer)) {
        all.addAll(list(layer, ".te"));
      }
    }
    return all;
  }

  private static String nameOf(Path source) {
    String file = source.getFileName().toString();
    return file.substring(0, file.length() - ".te".length());
  }

  private static List<Path> list(Path folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().endsWith(suffix)).sorted().toList();
    }
  }
}
