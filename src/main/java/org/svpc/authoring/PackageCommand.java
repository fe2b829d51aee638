package org.svpc.authoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.svpc.compiler.CompiledModule;
import org.svpc.compiler.Compiler;
import org.svpc.compiler.ModuleFiles;
import org.svpc.compiler.Parallel;
import org.svpc.console.Console;
import org.svpc.console.Refusal;
import org.svpc.console.Reporting;
import org.svpc.console.Status;
import org.svpc.console.Ticker;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.files.OutputFiles;
import org.svpc.ir.Module;
import org.svpc.packaging.DebianPackage;
import org.svpc.packaging.ModulePackage;
import org.svpc.packaging.RpmSpec;
import org.svpc.source.SourceFile;
import org.svpc.target.Target;
import org.svpc.toolchain.PackageBuilder;
import org.svpc.toolchain.PackageBuilder.Entry;
import org.svpc.toolchain.Tools;
import org.svpc.usage.BooleanSetting;
import org.svpc.usage.Option;
import org.svpc.usage.PackageOptions;
import org.svpc.usage.Request;
import org.svpc.workspace.Compilation;
import org.svpc.workspace.Jobs;
import org.svpc.workspace.OutputFolder;

/** {@code svpc package}: builds modules and packs them for rpm and dpkg. */
public final class PackageCommand {
  private static final String NOBODY = "Nobody in particular <nobody@example.org>";
  private static final String NO_LICENSE = "LicenseRef-not-stated";
  private static final int LARGEST_NUMBER = 999_999;

  /** The last second of the year 9999, beyond which no tool writes dates. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private final Request.Run request;
  private final Console console;
  private final Ticker ticker;
  private final Compilation compilation;
  private final Diagnostics diagnostics;

  private PackageCommand(Request.Run request, Console console, Ticker ticker) {
    this.request = request;
    this.console = console;
    this.ticker = ticker;
    compilation = new Compilation(request, ticker);
    diagnostics = compilation.diagnostics();
  }

  public static int run(Request.Run request, Console console) {
    Jobs jobs = Jobs.of(request, console);
    if (jobs == null) {
      return Status.MISUSE;
    }
    List<Diagnostics> found = new ArrayList<>();
    try (Ticker ticker = new Ticker(console, "Building")) {
      for (Jobs.Job job : jobs.all()) {
        PackageCommand command = new PackageCommand(job.request(), console, ticker);
        command.run();
        found.add(command.diagnostics);
      }
    } catch (Refusal refusal) {
      return refusal.tell(request.command(), console);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      console.complain("Packaging was interrupted; nothing was written.");
      return Status.UNUSABLE;
    }
    return Reporting.report(jobs.judged(found), request, console);
  }

  private void run() throws Refusal, InterruptedException {
    if (!request.has(PackageOptions.RPM) && !request.has(PackageOptions.DEB)) {
      throw new Refusal("Which package to make is not said.", "Give `--rpm`, `--deb` or both.");
    }
    List<ModulePackage.BooleanState> booleans = booleans();
    int release = number(PackageOptions.RELEASE, 1);
    List<Path> inputs = compilation.inputs();
    Compiler compiler = compilation.compiler();
    Target target = compilation.target();
    if (compiler == null || target == null || diagnostics.hasErrors()) {
      return;
    }
    if (request.has(PackageOptions.MODULE_VERSION)) {
      target = target.withMaxModuleVersion(number(PackageOptions.MODULE_VERSION, 0));
    }
    OutputFiles built = new OutputFiles(Path.of("."));
    ModuleFiles maker =
        new ModuleFiles(
            target,
            Tools.installed(),
            ModuleFiles.Format.MODULE,
            ModuleFiles.Packaging.ALWAYS,
            built);
    List<Made> made = compiler.compile(inputs, new Making(maker));
    List<ModuleFiles.Begun> begun = new ArrayList<>();
    List<Module> modules = new ArrayList<>();
    List<SourceFile> sources = new ArrayList<>();
    for (Made each : made) {
      begun.add(each.begun());
      if (!each.begun().library()) {
        modules.add(each.begun().module());
        sources.addAll(each.sources());
      }
    }
    if (!diagnostics.hasErrors()) {
      maker.finish(begun);
      maker.await(begun, diagnostics);
    }
    if (diagnostics.hasErrors()) {
      return;
    }
    if (modules.isEmpty()) {
      throw new Refusal("There is no module to pack, only libraries.", "");
    }
    pack(modules, booleans, release, date(sources), built);
  }

  /** A module with its files begun, and what it was made from. */
  private record Made(ModuleFiles.Begun begun, List<SourceFile> sources) {}

  private record Making(ModuleFiles maker) implements Parallel.Work<CompiledModule, Made> {
    @Override
    public Made on(CompiledModule module) throws InterruptedException {
      return new Made(maker.on(module), module.files());
    }
  }

  private void pack(
      List<Module> modules,
      List<ModulePackage.BooleanState> booleans,
      int release,
      Instant date,
      OutputFiles built)
      throws Refusal, InterruptedException {
    Module first = modules.get(0);
    String subject = request.value(PackageOptions.NAME);
    if (subject == null && modules.size() > 1) {
      throw new Refusal(
          "The package has " + modules.size() + " modules and no name.",
          "Name it with `--name`, or pack one module at a time.");
    }
    String named = subject == null ? first.name() : subject;
    if (!ModulePackage.isName(named)) {
      throw new Refusal("`" + named + "` cannot be the name of a package.", "");
    }
    List<ModulePackage.Module> members = new ArrayList<>();
    for (Module module : modules) {
      if (!ModulePackage.isName(module.name())) {
        throw new Refusal("No package can hold a module called `" + module.name() + "`.", "");
      }
      members.add(new ModulePackage.Module(module.name(), !module.interfaces().isEmpty()));
    }
    boolean one = modules.size() == 1;
    String version = version(modules);
    String maintainer = request.value(PackageOptions.MAINTAINER, NOBODY);
    int angle = maintainer.indexOf('<');
    if (angle < 1 || !maintainer.endsWith(">") || maintainer.indexOf('@', angle) < 0) {
      throw new Refusal(
          "`" + maintainer + "` does not say who and where.",
          "Write `--maintainer 'NAME <ADDRESS>'`.");
    }
    String folder = request.value(Option.FOLDER, ".");
    OutputFiles files = OutputFolder.files(folder, diagnostics);
    if (files == null) {
      return;
    }
    PackageBuilder builder = new PackageBuilder(Tools.installed(), date, diagnostics);
    ticker.step("Packing");
    if (request.has(PackageOptions.RPM)) {
      rpm(
          about(
              first, one, named, version, release, maintainer, "targeted", members, booleans, date),
          builder,
          built,
          files);
    }
    if (request.has(PackageOptions.DEB)) {
      deb(
          about(
              first, one, named, version, release, maintainer, "default", members, booleans, date),
          builder,
          built,
          files);
    }
    if (!diagnostics.hasErrors()) {
      OutputFolder.write(files, folder, diagnostics);
    }
  }

  private ModulePackage about(
      Module first,
      boolean one,
      String subject,
      String version,
      int release,
      String maintainer,
      String usualStore,
      List<ModulePackage.Module> members,
      List<ModulePackage.BooleanState> booleans,
      Instant date)
      throws Refusal {
    String store = request.value(PackageOptions.STORE, usualStore);
    if (!ModulePackage.isName(store)) {
      throw new Refusal("`" + store + "` cannot be the name of a policy.", "");
    }
    return new ModulePackage(
        subject,
        version,
        release,
        one ? first.doc().summary() : "",
        one ? first.doc().description() : List.of(),
        maintainer,
        request.value(PackageOptions.LICENSE, NO_LICENSE),
        store,
        members,
        booleans,
        date);
  }

  private static void rpm(
      ModulePackage about, PackageBuilder builder, OutputFiles built, OutputFiles files)
      throws InterruptedException {
    Map<String, byte[]> sources = new TreeMap<>();
    for (ModulePackage.Module module : about.modules()) {
      sources.put(module.name() + ".pp", built.content(module.name() + ".pp"));
      if (module.interfaces()) {
        sources.put(module.name() + ".if", built.content(module.name() + ".if"));
      }
    }
    Map<String, byte[]> made = builder.rpm(RpmSpec.name(about), RpmSpec.text(about), sources);
    if (made != null) {
      for (Map.Entry<String, byte[]> file : made.entrySet()) {
        files.put(file.getKey(), file.getValue());
      }
    }
  }

  private static void deb(
      ModulePackage about, PackageBuilder builder, OutputFiles built, OutputFiles files)
      throws InterruptedException {
    String name = DebianPackage.name(about);
    Map<String, Entry> content = new TreeMap<>();
    String doc = "usr/share/doc/" + name + "/";
    content.put(doc + "copyright", Entry.text(DebianPackage.copyright(about)));
    content.put(doc + "changelog.Debian.gz", Entry.text(DebianPackage.changelog(about)));
    for (ModulePackage.Module module : about.modules()) {
      content.put(
          DebianPackage.modulePath(about, module), Entry.of(built.content(module.name() + ".pp")));
      if (module.interfaces()) {
        content.put(
            DebianPackage.interfacePath(module), Entry.of(built.content(module.name() + ".if")));
      }
    }
    long bytes = 0;
    for (Entry entry : content.values()) {
      bytes += entry.size();
    }
    Map<String, Entry> control = new TreeMap<>();
    control.put("control", Entry.text(DebianPackage.control(about, bytes / 1024 + content.size())));
    control.put("postinst", Entry.script(DebianPackage.postinst(about)));
    control.put("prerm", Entry.script(DebianPackage.prerm(about)));
    byte[] made = builder.deb(control, content);
    if (made != null) {
      files.put(name + "_" + DebianPackage.version(about) + "_all.deb", made);
    }
  }

  // ---- what the command line says

  private String version(List<Module> modules) throws Refusal {
    String given = request.value(PackageOptions.VERSION);
    for (Module module : modules) {
      if (given == null && !module.version().equals(modules.get(0).version())) {
        throw new Refusal(
            "The modules differ in their versions, and the package has none of its own.",
            "Give it one with `--package-version`.");
      }
    }
    String version = given == null ? modules.get(0).version() : given;
    if (!ModulePackage.isVersion(version)) {
      throw new Refusal(
          "`" + version + "` cannot be the version of a package; expected numbers with dots.", "");
    }
    return version;
  }

  private List<ModulePackage.BooleanState> booleans() throws Refusal {
    List<ModulePackage.BooleanState> states = new ArrayList<>();
    for (String text : request.values(PackageOptions.BOOL)) {
      BooleanSetting setting = BooleanSetting.of(text);
      if (setting == null || !ModulePackage.isName(setting.name())) {
        throw new Refusal(BooleanSetting.problem(text), "");
      }
      states.add(new ModulePackage.BooleanState(setting.name(), setting.on()));
    }
    return states;
  }

  private int number(Option option, int otherwise) throws Refusal {
    String text = request.value(option);
    if (text == null) {
      return otherwise;
    }
    int number = 0;
    for (int at = 0; at < text.length() && number <= LARGEST_NUMBER; at++) {
      char c = text.charAt(at);
      number = c < '0' || c > '9' ? LARGEST_NUMBER + 1 : number * 10 + (c - '0');
    }
    if (text.isEmpty() || number == 0 || number > LARGEST_NUMBER) {
      throw new Refusal("`" + text + "` is no number for `" + option.name() + "`.", "");
    }
    return number;
  }

  /** SOURCE_DATE_EPOCH, else when the sources were last changed, in whole seconds. */
  private Instant date(List<SourceFile> sources) throws Refusal {
    String epoch = console.environment().variable("SOURCE_DATE_EPOCH");
    if (epoch != null && !epoch.isEmpty()) {
      try {
        long seconds = Long.parseLong(epoch);
        if (seconds >= 0 && seconds <= LAST_SECOND) {
          return Instant.ofEpochSecond(seconds);
        }
      } catch (NumberFormatException | DateTimeException e) {
        throw new Refusal("SOURCE_DATE_EPOCH is `" + epoch + "`, which is no date.", "");
      }
      throw new Refusal("SOURCE_DATE_EPOCH is `" + epoch + "`, which is no date.", "");
    }
    long newest = 0;
    for (SourceFile source : sources) {
      newest = Math.max(newest, changed(source));
    }
    return Instant.ofEpochSecond(newest);
  }

  private static long changed(SourceFile source) {
    try {
      return Files.getLastModifiedTime(Path.of(source.name())).toInstant().getEpochSecond();
    } catch (IOException | InvalidPathException e) {
      return 0;
    }
  }
}
