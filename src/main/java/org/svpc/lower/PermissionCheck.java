package org.svpc.lower;

import java.util.ArrayList;
import java.util.List;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.SymbolSet;
import org.svpc.ir.SymbolSet.Element;
import org.svpc.selinux.Vocabulary;
import org.svpc.text.Spelling;

/**
 * Holds the permissions of a rule against its classes. checkmodule refuses a permission that one of
 * the classes lacks; a set made for another class is legal and most often a slip.
 */
final class PermissionCheck {
  private PermissionCheck() {}

  static void check(
      Sets sets,
      Vocabulary vocabulary,
      SymbolSet classes,
      SymbolSet permissions,
      Diagnostics diagnostics) {
    for (String className : classes.included()) {
      List<String> known = sets.permissionsOf(className);
      if (known.isEmpty()) {
        continue;
      }
      for (Element element : permissions.elements()) {
        if (element.expansion().isEmpty()) {
          if (!Sets.isParameter(element.name()) && !known.contains(element.name())) {
            diagnostics.add(unknown(vocabulary, className, element, known));
          }
        } else {
          checkSet(vocabulary, className, element, known, diagnostics);
        }
      }
    }
  }

  private static Diagnostic.Builder unknown(
      Vocabulary vocabulary, String className, Element element, List<String> known) {
    List<String> names = new ArrayList<>(known);
    for (String set : vocabulary.permissionSetNames()) {
      if (vocabulary.suits(set, className) && vocabulary.classNamedBy(set).isPresent()) {
        names.add(set);
      }
    }
    Diagnostic.Builder diagnostic =
        Diagnostic.at(
                Code.UNKNOWN_PERMISSION,
                element.origin(),
                "Class `" + className + "` has no permission `" + element.name() + "`.")
            .label("not a permission of `" + className + "`");
    List<String> close = Spelling.closest(element.name(), names);
    if (close.isEmpty()) {
      diagnostic.note("It has " + listed(known) + ".");
    }
    return diagnostic.suggest(close);
  }

  private static void checkSet(
      Vocabulary vocabulary,
      String className,
      Element element,
      List<String> known,
      Diagnostics diagnostics) {
    List<String> lacking = new ArrayList<>(element.expansion());
    lacking.removeAll(known);
    boolean suits = vocabulary.suits(element.name(), className);
    if (lacking.isEmpty() && suits) {
      return;
    }
    String better = suits ? "" : betterSet(vocabulary, className, element.name());
    Diagnostic.Builder diagnostic =
        lacking.isEmpty()
            ? Diagnostic.at(
                    Code.PERMISSION_SET_OF_OTHER_CLASS,
                    element.origin(),
                    "`" + element.name() + "` is made for another class than `" + className + "`.")
                .label("used for `" + className + "`")
            : Diagnostic.at(
                    Code.UNKNOWN_PERMISSION,
                    element.origin(),
                    "`"
                        + element.name()
                        + "` holds "
                        + listed(lacking)
                        + ", which class `"
                        + className
                        + "` lacks.")
                .label("used for `" + className + "`");
    diagnostic.suggest(better.isEmpty() ? List.of() : List.of(better));
    diagnostics.add(diagnostic);
  }

  /**
   * The set of the same verb for the right class: {@code rw_file_perms} for {@code rw_dir_perms}.
   */
  private static String betterSet(Vocabulary vocabulary, String className, String set) {
    String named = vocabulary.classNamedBy(set).orElse("");
    String better = set.replace("_" + named + "_perms", "_" + className + "_perms");
    return vocabulary.permissionSetNames().contains(better) ? better : "";
  }

  private static String listed(List<String> names) {
    int shown = Math.min(names.size(), 12);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < shown; i++) {
      text.append(i == 0 ? "`" : ", `").append(names.get(i)).append('`');
    }
    return names.size() > shown ? text + " and others" : text.toString();
  }
}
