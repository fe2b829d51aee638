package org.svpc.authoring;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.svpc.compiler.CompiledModule;
import org.svpc.compiler.ModuleFiles;
import org.svpc.compiler.Parallel;
import org.svpc.console.Console;
import org.svpc.files.OutputFiles;
import org.svpc.installer.InstallScript;
import org.svpc.ir.FileContext;
import org.svpc.usage.BooleanSetting;
import org.svpc.usage.Command;
import org.svpc.usage.Identifier;
import org.svpc.usage.Option;
import org.svpc.usage.Request;

/** {@code svpc build --installer}: looks at modules as they are built, and adds their script. */
final class Installer {
  private static final String SCRIPT = "install.sh";

  private final boolean wanted;
  private final boolean cil;
  private final Map<String, String> settings;
  private final Map<String, List<FileContext.Entry>> labels = new HashMap<>();

  private Installer(boolean wanted, boolean cil, Map<String, String> settings) {
    this.wanted = wanted;
    this.cil = cil;
    this.settings = settings;
  }

  /** As the words ask for; null, with a message, where they do not go together. */
  static @Nullable Installer of(Request.Run request, Console console) {
    boolean wanted = request.has(Option.INSTALLER);
    boolean cil = request.value(Option.FORMAT, "").equals("cil");
    if (wanted && !cil && request.value(Option.PACKAGE, "").equals("never")) {
      console.refuse(
          Command.BUILD,
          "`--installer` installs packages, and `--package never` leaves them out.",
          "Leave one of them out, or write `--format cil`.");
      return null;
    }
    Map<String, String> settings = new HashMap<>();
    for (String text : request.values(Option.SET_BOOLEAN)) {
      BooleanSetting setting = BooleanSetting.of(text);
      if (setting == null || !Identifier.is(setting.name())) {
        console.refuse(Command.BUILD, BooleanSetting.problem(text), "");
        return null;
      }
      settings.put(setting.name(), setting.on() ? "on" : "off");
    }
    if (!wanted && !settings.isEmpty()) {
      console.refuse(
          Command.BUILD, "`--set` is for the script of `--installer`, which is not asked for.", "");
      return null;
    }
    return new Installer(wanted, cil, settings);
  }

  /** Whether a script is asked for. */
  boolean wanted() {
    return wanted;
  }

  /** Without a package there is nothing to install. */
  ModuleFiles.Packaging packaging(ModuleFiles.Packaging asked) {
    return wanted && !cil ? ModuleFiles.Packaging.ALWAYS : asked;
  }

  /** The same work, seen on its way. */
  Parallel.Work<CompiledModule, ModuleFiles.Begun> seeing(ModuleFiles maker) {
    return wanted ? new Seeing(maker) : maker;
  }

  private final class Seeing implements Parallel.Work<CompiledModule, ModuleFiles.Begun> {
    private final ModuleFiles maker;

    Seeing(ModuleFiles maker) {
      this.maker = maker;
    }

    @Override
    public ModuleFiles.Begun on(CompiledModule compiled) throws InterruptedException {
      if (!compiled.library()) {
        synchronized (labels) {
          labels.put(compiled.module().name(), FileContext.taken(compiled.module().fileContexts()));
        }
      }
      return maker.on(compiled);
    }
  }

  /** Adds the script, where one is asked for and there is something to install. */
  void put(OutputFiles files) {
    if (wanted && !labels.isEmpty()) {
      files.putScript(SCRIPT, InstallScript.render(labels, cil ? "cil" : "pp", settings));
    }
  }
}
