package org.svpc.compiler;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.svpc.bind.Binder;
import org.svpc.check.Checks;
import org.svpc.check.Subject;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.headers.InterfaceFiles;
import org.svpc.ir.Module;
import org.svpc.ir.Unbound;
import org.svpc.lower.Lowering;
import org.svpc.lower.Program;
import org.svpc.parse.SvpParser;
import org.svpc.source.SourceFile;
import org.svpc.syntax.Name;
import org.svpc.syntax.SourceUnit;
import org.svpc.syntax.Statement;
import org.svpc.target.Target;
import org.svpc.text.Spelling;

/** From .svp files to checked modules. */
public final class Compiler {
  private static final Set<String> HEADER_WORDS = Set.of(Subject.REPLACE, Subject.PERMISSIVE);

  /** Mistakes for which lowering leaves out a call, or a part of what it stands for. */
  private static final Set<Code> LEAVES_OUT =
      Set.of(
          Code.UNKNOWN_NAME,
          Code.EMPTY_SET,
          Code.UNKNOWN_INTERFACE,
          Code.ARGUMENT_COUNT,
          Code.ARGUMENT_KIND,
          Code.RECURSIVE_CALL,
          Code.EXPANSION_TOO_LARGE);

  private final Target target;
  private final Diagnostics diagnostics;
  private final Libraries libraries;

  /**
   * @param libraryFolders where libraries are searched, after the folder of the source itself
   */
  public Compiler(Target target, List<Path> libraryFolders, Diagnostics diagnostics) {
    this.target = target;
    this.diagnostics = diagnostics;
    this.libraries = new Libraries(libraryFolders, diagnostics);
  }

  /** Compiles files and folders. Modules with errors are left out. */
  public List<CompiledModule> compile(List<Path> inputs) {
    Texts texts = texts(inputs);
    return toTheEnd(texts.files(), texts.folders(), Whole.INSTANCE);
  }

  /** Compiles texts that are at hand. Modules with errors are left out. */
  public List<CompiledModule> compileFiles(List<SourceFile> files) {
    return toTheEnd(files, Set.of(), Whole.INSTANCE);
  }

  /**
   * Compiles files and folders and makes something of each module without errors, at once: so no
   * more modules have to be in memory than are being worked at.
   *
   * @param next what is made of a module, of several at a time
   */
  public <T> List<T> compile(List<Path> inputs, Parallel.Work<CompiledModule, T> next)
      throws InterruptedException {
    Texts texts = texts(inputs);
    return compile(texts.files(), texts.folders(), next);
  }

  /** Finds what is wrong with files and folders. */
  public void check(List<Path> inputs) {
    Texts texts = texts(inputs);
    toTheEnd(texts.files(), texts.folders(), Nothing.INSTANCE);
  }

  /** Finds what is wrong with texts that are at hand. */
  public void checkFiles(List<SourceFile> files) {
    toTheEnd(files, Set.of(), Nothing.INSTANCE);
  }

  /**
   * Texts to compile.
   *
   * @param folders those that the texts are from, where hand-written modules may lie beside them
   */
  private record Texts(List<SourceFile> files, Set<Path> folders) {}

  private Texts texts(List<Path> inputs) {
    List<SourceFile> files = new ArrayList<>();
    Set<Path> folders = new LinkedHashSet<>();
    for (Path path : Sources.find(inputs, diagnostics)) {
      SourceFile file = Sources.read(path, diagnostics);
      if (file != null) {
        files.add(file);
        Path folder = path.getParent();
        folders.add(folder == null ? Path.of("") : folder);
      }
    }
    return new Texts(files, folders);
  }

  /** Compiles texts; nothing comes of it where the thread is interrupted. */
  private <T> List<T> toTheEnd(
      List<SourceFile> files, Set<Path> folders, Parallel.Work<CompiledModule, T> next) {
    try {
      return compile(files, folders, next);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private <T> List<T> compile(
      List<SourceFile> files, Set<Path> folders, Parallel.Work<CompiledModule, T> next)
      throws InterruptedException {
    Map<String, Group> groups = new TreeMap<>();
    List<SourceFile> ordered = new ArrayList<>(files);
    ordered.sort(new ByName());
    expect(ordered);
    for (Parsed parsed : Parallel.map(ordered, Parsing.INSTANCE)) {
      Diagnostics found = parsed.found();
      SourceUnit unit = parsed.unit();
      diagnostics.addAll(found);
      SourceUnit.Header header = unit.header();
      if (header != null) {
        Group group = groups.get(header.name().text());
        if (group == null) {
          group = new Group();
          groups.put(header.name().text(), group);
        }
        group.add(unit, found.hasErrors());
      }
    }
    for (Map.Entry<String, Group> each : groups.entrySet()) {
      Group group = each.getValue();
      if (group.library()) {
        libraries.give(each.getKey(), group.units, group.broken);
      }
    }
    Target surroundings = surroundings(groups, beside(folders, groups.keySet()));
    List<Unit> units = new ArrayList<>();
    for (Group group : groups.values()) {
      Unit unit = unit(group);
      if (unit != null) {
        units.add(unit);
      }
    }
    List<T> made = new ArrayList<>();
    for (Outcome<T> outcome : Parallel.map(units, new Compilation<>(surroundings, next))) {
      diagnostics.addAll(outcome.found());
      if (outcome.made() != null) {
        made.add(outcome.made());
      }
    }
    diagnostics.addAll(target.problems());
    return made;
  }

  /** Has the target read ahead where there are few texts: many keep the processors busy. */
  private void expect(List<SourceFile> files) {
    if (Parallel.isFew(files.size()) && Parallel.idle()) {
      List<String> texts = new ArrayList<>(files.size());
      for (SourceFile file : files) {
        texts.add(file.text());
      }
      target.targetNames().expect(texts);
    }
  }

  /** A class rather than a lambda, whose first one costs a cold process milliseconds. */
  private final class Compilation<T> implements Parallel.Work<Unit, Outcome<T>> {
    private final Target surroundings;
    private final Parallel.Work<CompiledModule, T> next;

    Compilation(Target surroundings, Parallel.Work<CompiledModule, T> next) {
      this.surroundings = surroundings;
      this.next = next;
    }

    @Override
    public Outcome<T> on(Unit unit) throws InterruptedException {
      Diagnostics found = new Diagnostics();
      CompiledModule module = compile(unit, surroundings, found);
      Subject subject =
          new Subject(module.module(), module.library(), words(unit.header(), found), target);
      if (found.hasErrors()) {
        Checks.run(subject, found);
        return new Outcome<>(null, found);
      }
      // What is made of a module in which the checks find an error is thrown away.
      Aside<Diagnostics> checked = Aside.begin(Checking.INSTANCE, subject);
      T made = next.on(module);
      found.addAll(checked.await());
      return new Outcome<>(found.hasErrors() ? null : made, found);
    }
  }

  /** What the checks find in a module. */
  private static final class Checking implements Parallel.Work<Subject, Diagnostics> {
    static final Checking INSTANCE = new Checking();

    @Override
    public Diagnostics on(Subject subject) {
      Diagnostics found = new Diagnostics();
      Checks.run(subject, found);
      return found;
    }
  }

  /** Keeps a module as it is. */
  private static final class Whole implements Parallel.Work<CompiledModule, CompiledModule> {
    static final Whole INSTANCE = new Whole();

    @Override
    public CompiledModule on(CompiledModule module) {
      return module;
    }
  }

  /** Keeps nothing of a module but what was found wrong with it. */
  private static final class Nothing implements Parallel.Work<CompiledModule, String> {
    static final Nothing INSTANCE = new Nothing();

    @Override
    public String on(CompiledModule module) {
      return module.module().name();
    }
  }

  /** What was read from a file, and what is wrong with it. */
  private record Parsed(SourceUnit unit, Diagnostics found) {}

  private static final class Parsing implements Parallel.Work<SourceFile, Parsed> {
    static final Parsing INSTANCE = new Parsing();

    @Override
    public Parsed on(SourceFile file) {
      Diagnostics found = new Diagnostics();
      return new Parsed(SvpParser.parse(file, found), found);
    }
  }

  /** A module or library with all that it sees. */
  private record Unit(Group group, SourceUnit.Header header, List<SourceUnit> seen) {}

  /** What became of a unit: nothing where errors were found. */
  private record Outcome<T>(@Nullable T made, Diagnostics found) {}

  private static final class ByName implements Comparator<SourceFile> {
    @Override
    public int compare(SourceFile left, SourceFile right) {
      return left.name().compareTo(right.name());
    }
  }

  /** The files of one module or library. */
  private static final class Group {
    private final List<SourceUnit> units = new ArrayList<>();
    private boolean broken;

    void add(SourceUnit unit, boolean hasErrors) {
      units.add(unit);
      broken |= hasErrors;
    }

    List<SourceFile> files() {
      List<SourceFile> files = new ArrayList<>(units.size());
      for (SourceUnit unit : units) {
        files.add(unit.file());
      }
      return files;
    }

    boolean library() {
      SourceUnit.Header header = units.get(0).header();
      return header != null && header.library();
    }
  }

  /**
   * The files with interfaces of hand-written modules. What svpc wrote for a module of the build is
   * none.
   */
  private static List<Path> beside(Set<Path> folders, Set<String> modules) {
    List<Path> files = new ArrayList<>();
    for (Path folder : folders) {
      for (Path file : InterfaceFiles.in(folder)) {
        if (!modules.contains(InterfaceFiles.module(file))) {
          files.add(file);
        }
      }
    }
    return files;
  }

  /**
   * The target with what the modules of this build define, where there are several, and those
   * beside its sources.
   */
  private Target surroundings(Map<String, Group> groups, List<Path> beside) {
    int count = 0;
    for (Group group : groups.values()) {
      count += group.library() ? 0 : 1;
    }
    if (count < 2 && beside.isEmpty()) {
      return target;
    }
    BuildNames names = ofSources(groups);
    if (!beside.isEmpty()) {
      InterfaceFiles read = InterfaceFiles.read(beside, target.withNames(names));
      diagnostics.addAll(read.problems());
      if (count < 2) {
        names = new BuildNames(target.targetNames());
      }
      names.add(read);
    }
    return target.withNames(names);
  }

  private BuildNames ofSources(Map<String, Group> groups) {
    BuildNames names = new BuildNames(target.targetNames());
    for (Map.Entry<String, Group> each : groups.entrySet()) {
      if (!each.getValue().library()) {
        for (SourceUnit unit : each.getValue().units) {
          names.add(unit, each.getKey());
        }
      }
    }
    return names;
  }

  private @Nullable Unit unit(Group group) {
    SourceUnit.Header header = header(group);
    if (header == null) {
      return null;
    }
    List<SourceUnit> seen = libraries.seenBy(group.units, header.name().text());
    return group.broken || seen == null ? null : new Unit(group, header, seen);
  }

  private static CompiledModule compile(Unit of, Target surroundings, Diagnostics found) {
    Group group = of.group();
    SourceUnit.Header header = of.header();
    if (header.library()) {
      for (SourceUnit unit : group.units) {
        librariesDeclareNothing(unit, found);
      }
    }
    Program program = new Program(header, group.units, of.seen());
    Unbound unbound = Lowering.lower(program, surroundings, new MacroExpander(surroundings), found);
    Module module = bind(unbound, surroundings, found);
    return new CompiledModule(module, unbound.claims(), header.library(), group.files());
  }

  /**
   * Binds names. A call that came to nothing leaves out what it would have declared: then a name
   * that is unknown is no mistake of its own, and is not told.
   */
  private static Module bind(Unbound unbound, Target target, Diagnostics found) {
    boolean whole = true;
    if (found.hasErrors()) {
      for (Diagnostic diagnostic : found.sorted()) {
        whole &= !LEAVES_OUT.contains(diagnostic.code());
      }
    }
    if (whole) {
      return Binder.bind(unbound, target, found);
    }
    Diagnostics bound = new Diagnostics();
    Module module = Binder.bind(unbound, target, bound);
    for (Diagnostic diagnostic : bound.sorted()) {
      if (diagnostic.code() != Code.UNKNOWN_NAME) {
        found.add(diagnostic);
      }
    }
    return module;
  }

  /** The header that bears the version; null, with a diagnostic, where there is not exactly one. */
  private SourceUnit.@Nullable Header header(Group group) {
    SourceUnit.Header main = null;
    SourceUnit.Header any = null;
    for (SourceUnit unit : group.units) {
      SourceUnit.Header header = unit.header();
      if (header == null) {
        continue;
      }
      if (any != null && any.library() != header.library()) {
        diagnostics.add(
            Diagnostic.at(
                    Code.MODULE_HEADER,
                    header.span(),
                    "`"
                        + header.name().text()
                        + "` is a library in one file and a module in"
                        + " another.")
                .label("here a " + (header.library() ? "library" : "module"))
                .label(any.span(), "here a " + (any.library() ? "library" : "module")));
        return null;
      }
      any = any == null ? header : any;
      if (header.version() != null) {
        if (main != null) {
          diagnostics.add(
              Diagnostic.at(
                      Code.MODULE_HEADER,
                      header.span(),
                      "The module `" + header.name().text() + "` is given a version twice.")
                  .label("a second version")
                  .label(main.span(), "the first version")
                  .help(
                      "Keep the version in one file; the others begin `module "
                          + header.name().text()
                          + ";`. Two modules need two names."));
          return null;
        }
        main = header;
      }
    }
    if (any != null && main == null && !any.library()) {
      diagnostics.add(
          Diagnostic.at(
                  Code.MODULE_HEADER,
                  any.span(),
                  "No file of the module `" + any.name().text() + "` gives its version.")
              .label("a version is needed here or in another file")
              .help("Write `module " + any.name().text() + " 1.0.0;` in one of them."));
      return null;
    }
    return any != null && any.library() ? any : main;
  }

  private static Set<String> words(SourceUnit.Header header, Diagnostics found) {
    Set<String> words = new LinkedHashSet<>();
    for (Name word : header.words()) {
      words.add(word.text());
      if (!HEADER_WORDS.contains(word.text())) {
        found.add(
            Diagnostic.at(
                    Code.MODULE_HEADER,
                    word.span(),
                    "A module's header knows no word `" + word.text() + "`.")
                .label("unknown word")
                .note("The words are `" + Subject.REPLACE + "` and `" + Subject.PERMISSIVE + "`.")
                .suggest(Spelling.closest(word.text(), HEADER_WORDS)));
      }
    }
    return words;
  }

  private static void librariesDeclareNothing(SourceUnit unit, Diagnostics found) {
    for (Statement statement : unit.statements()) {
      if (!(statement instanceof Statement.InterfaceDeclaration)
          && !(statement instanceof Statement.Extern)) {
        found.add(
            Diagnostic.at(
                    Code.NOT_ALLOWED_HERE,
                    statement.span(),
                    "A library holds interfaces, templates and externs only.")
                .label("belongs into a module")
                .note(
                    "Two modules that use one library have to link together, so a library declares"
                        + " nothing and grants nothing by itself."));
      }
    }
  }
}
