package org.svpc.bind;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.Node;
import org.svpc.selinux.NameKind;
import org.svpc.source.Origin;

/**
 * Names that the texts of interfaces use and do not require, so that whoever calls them has to.
 * checkmodule refuses a module that does not. Whether one does is known once all is bound.
 */
final class LeftNames {
  private record Left(String name, Expected expected, Bearer bearer, Node.Call call) {
    /** As a line of a {@code require} block. */
    String required() {
      return expected.likely().word() + " " + name + ";";
    }
  }

  private final List<Left> names = new ArrayList<>();

  /** Whether a scope in sight requires a name as what a place takes. */
  static boolean isSeen(String name, Expected expected, Bearer bearer) {
    for (NameKind kind : NameKind.values()) {
      if (kind != NameKind.CLASS
          && Expected.Space.of(kind) == expected.space()
          && bearer.sees(kind, name)) {
        return true;
      }
    }
    return false;
  }

  /** Adds a name that no scope requires so far. */
  void add(String name, Expected expected, Bearer bearer, Node.Call call) {
    names.add(new Left(name, expected, bearer, call));
  }

  /** Tells of the names that no scope came to require, of each once. */
  void tell(Diagnostics diagnostics) {
    Set<String> told = new HashSet<>();
    Map<Origin, List<Left>> byCall = new LinkedHashMap<>();
    for (Left left : names) {
      if (!isSeen(left.name(), left.expected(), left.bearer()) && told.add(left.required())) {
        byCall.computeIfAbsent(left.call().origin(), call -> new ArrayList<>()).add(left);
      }
    }
    for (Map.Entry<Origin, List<Left>> call : byCall.entrySet()) {
      diagnostics.add(diagnostic(call.getKey(), call.getValue()));
    }
  }

  private static Diagnostic.Builder diagnostic(Origin place, List<Left> left) {
    StringBuilder all = new StringBuilder();
    StringBuilder required = new StringBuilder();
    for (Left each : left) {
      all.append(all.isEmpty() ? "`" : ", `").append(each.name()).append('`');
      required.append(each.required()).append(' ');
    }
    return Diagnostic.at(
            Code.NOT_REQUIRED,
            place,
            "`"
                + left.get(0).call().name()
                + "` uses what it leaves to its callers to require: "
                + all
                + ".")
        .label("nothing around requires it")
        .help("Write `require { " + required + "}` beside the call, or declare it.");
  }
}
