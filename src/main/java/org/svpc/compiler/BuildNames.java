package org.svpc.compiler;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.headers.InterfaceFiles;
import org.svpc.selinux.NameKind;
import org.svpc.syntax.SourceUnit;
import org.svpc.syntax.SpokenNames;
import org.svpc.syntax.Statement;
import org.svpc.syntax.Statement.InterfaceDeclaration;
import org.svpc.target.TargetInterface;
import org.svpc.target.TargetNames;

/**
 * The names of a target and of all modules of one build, so that these can call each other's
 * interfaces and use each other's types; with them the interfaces of hand-written modules beside
 * the sources. What the build defines comes before what the target does.
 */
final class BuildNames implements TargetNames {
  private final TargetNames target;
  private final Map<String, TargetInterface> interfaces = new HashMap<>();
  private final Map<NameKind, Set<String>> names = new EnumMap<>(NameKind.class);
  private final Map<String, Set<NameKind>> kinds = new HashMap<>();
  private @Nullable Set<String> all;

  BuildNames(TargetNames target) {
    this.target = target;
  }

  /** Adds a file of a module. */
  void add(SourceUnit unit, String module) {
    for (Statement statement : unit.statements()) {
      if (statement instanceof InterfaceDeclaration declaration) {
        interfaces.put(
            declaration.name().text(),
            new TargetInterface(declaration, module, true, false, List.of(), ""));
      }
    }
    SpokenNames.of(unit.statements(), (kind, name) -> addName(kind, name));
  }

  /** Adds what hand-written modules beside the sources define; the sources' own come first. */
  void add(InterfaceFiles beside) {
    for (TargetInterface each : beside.interfaces()) {
      interfaces.putIfAbsent(each.declaration().name().text(), each);
    }
    for (Map.Entry<NameKind, Set<String>> each : beside.names().entrySet()) {
      for (String name : each.getValue()) {
        addName(each.getKey(), name);
      }
    }
  }

  private void addName(NameKind kind, String name) {
    names.computeIfAbsent(kind, each -> new HashSet<>()).add(name);
    kinds.computeIfAbsent(name, each -> EnumSet.noneOf(NameKind.class)).add(kind);
  }

  @Override
  public boolean hasModule(String name) {
    return target.hasModule(name);
  }

  @Override
  public List<Diagnostic> problems() {
    return target.problems();
  }

  @Override
  public List<String> supportTexts() {
    return target.supportTexts();
  }

  @Override
  public Set<String> modules() {
    return target.modules();
  }

  @Override
  public Map<String, Boolean> booleans() {
    return target.booleans();
  }

  @Override
  public synchronized Set<String> interfaces() {
    Set<String> known = all;
    if (known == null) {
      known = new HashSet<>(target.interfaces());
      known.addAll(interfaces.keySet());
      all = known;
    }
    return known;
  }

  @Override
  public @Nullable TargetInterface find(String name) {
    TargetInterface own = interfaces.get(name);
    return own == null ? target.find(name) : own;
  }

  @Override
  public Set<NameKind> kinds(String name) {
    Set<NameKind> own = kinds.get(name);
    return own == null ? target.kinds(name) : own;
  }

  @Override
  public Set<String> names(NameKind kind) {
    Set<String> both = new HashSet<>(target.names(kind));
    both.addAll(names.getOrDefault(kind, Set.of()));
    return both;
  }
}
