package org.svpc.headers;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.report.HumanReport;
import org.svpc.selinux.NameKind;

/** Everything that an index answers about some names, to be compared. */
record Answers(
    Map<String, Callable> callables,
    Map<String, Set<NameKind>> kinds,
    Map<NameKind, Set<String>> names,
    Set<String> callableNames,
    Set<String> modules,
    Map<String, Boolean> booleans,
    String problems) {

  static Answers of(PolicyIndex index, Collection<String> asked) {
    Map<String, Callable> callables = new TreeMap<>();
    Map<String, Set<NameKind>> kinds = new TreeMap<>();
    for (String name : asked) {
      Callable callable = index.callable(name);
      if (callable != null) {
        callables.put(name, callable);
      }
      kinds.put(name, index.kinds(name));
    }
    Map<NameKind, Set<String>> names = new LinkedHashMap<>();
    for (NameKind kind : NameKind.values()) {
      names.put(kind, new TreeSet<>(index.names(kind)));
    }
    return new Answers(
        callables,
        kinds,
        names,
        new TreeSet<>(index.callables()),
        new TreeSet<>(index.modules()),
        new TreeMap<>(index.booleans()),
        told(index.problems()));
  }

  /** Problems as a user reads them, places and lines included. */
  static String told(List<Diagnostic> problems) {
    return new HumanReport(false).render(problems);
  }
}
