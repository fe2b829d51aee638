package org.svpc.lower;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.Externs;
import org.svpc.ir.SymbolSet;
import org.svpc.ir.SymbolSet.Element;
import org.svpc.selinux.NameKind;
import org.svpc.source.Origin;
import org.svpc.syntax.NameSet;
import org.svpc.target.Target;
import org.svpc.text.Spelling;

/** Takes sets of types, roles, classes and permissions, the latter two against the target. */
final class Sets {
  /** Which of {@code self}, {@code *} and {@code ~} a set of types may hold. */
  enum Forms {
    /** Only names and exclusions. */
    NAMES,
    /** {@code self} as well: the targets of a rule. */
    SELF,
    /** {@code *} and {@code ~} as well: the sources of a neverallow. */
    ALL,
    /** All three: the targets of a neverallow. */
    ALL_AND_SELF
  }

  private static final String CLASS_SET = "_class_set";
  private static final String PERMISSION_SET = "_perms";

  private final Target target;
  private final Externs externs;
  private final Names names;
  private final Diagnostics diagnostics;

  Sets(Target target, Externs externs, Names names, Diagnostics diagnostics) {
    this.target = target;
    this.externs = externs;
    this.names = names;
    this.diagnostics = diagnostics;
  }

  // ---- types and roles

  @Nullable SymbolSet types(NameSet set, Frame frame, Forms forms) {
    SymbolSet flat = flatten(set, frame, Position.TYPES);
    if (flat == null) {
      return null;
    }
    boolean all = forms == Forms.ALL || forms == Forms.ALL_AND_SELF;
    boolean self = forms == Forms.SELF || forms == Forms.ALL_AND_SELF;
    if (flat.complement() && !all) {
      complementRefused(frame.origin(set.span()));
      return null;
    }
    for (Element element : flat.elements()) {
      if (element.name().equals("*") && !all) {
        complementRefused(element.origin());
        return null;
      }
      if (element.name().equals("self") && !self) {
        diagnostics.add(
            Diagnostic.at(
                    Code.NOT_ALLOWED_HERE, element.origin(), "`self` may only be a rule's target.")
                .label("a type or an attribute is needed"));
        return null;
      }
    }
    return flat;
  }

  /** Arguments are taken as they come; the place where they are used decides. */
  @Nullable SymbolSet any(NameSet set, Frame frame, Position position) {
    return flatten(set, frame, position);
  }

  @Nullable SymbolSet roles(NameSet set, Frame frame) {
    SymbolSet flat = flatten(set, frame, Position.ROLES);
    if (flat != null && flat.complement()) {
      complementRefused(frame.origin(set.span()));
      return null;
    }
    return flat;
  }

  private void complementRefused(Origin origin) {
    diagnostics.add(
        Diagnostic.at(Code.COMPLEMENT_OF_TYPES, origin, "`*` and `~` may not stand for types here.")
            .label("only `neverallow` takes all types or all but some")
            .note("Name an attribute, with exclusions where needed: `{ domain -init_t }`."));
  }

  private @Nullable SymbolSet flatten(NameSet set, Frame frame, Position position) {
    List<Element> elements = new ArrayList<>();
    boolean lone = set.elements().size() == 1;
    boolean complement = set.complement();
    for (NameSet.Element element : set.elements()) {
      if (lone && element instanceof NameSet.Member member) {
        Binding binding = frame.binding(member.name().text());
        if (binding != null && frame.fits(binding.kind(), position)) {
          complement ^= binding.names().complement();
        }
      }
      collect(element, false, frame, position, elements);
    }
    if (elements.isEmpty()) {
      emptySet(set, frame);
      return null;
    }
    return new SymbolSet(elements, complement);
  }

  private void collect(
      NameSet.Element element,
      boolean excluded,
      Frame frame,
      Position position,
      List<Element> into) {
    if (element instanceof NameSet.Member member) {
      into.addAll(names.elements(member.name(), excluded ^ member.excluded(), frame, position));
    } else if (element instanceof NameSet.Nested nested) {
      for (NameSet.Element inner : nested.set().elements()) {
        collect(inner, excluded ^ nested.excluded(), frame, position, into);
      }
    }
  }

  /** Tells of a set without members, unless a wrong name in it was told already. */
  private void emptySet(NameSet set, Frame frame) {
    for (NameSet.Element element : set.elements()) {
      if (!(element instanceof NameSet.Member member)) {
        continue;
      }
      Binding binding = frame.binding(member.name().text());
      if (binding == null) {
        return;
      }
      if (!binding.given()) {
        diagnostics.add(
            Diagnostic.at(
                    Code.EMPTY_SET,
                    frame.origin(set.span()),
                    "`" + member.name().text() + "` is used here, but the call leaves it out.")
                .label("nothing is left of this set")
                .note("Put the statement under `ifdef (given " + member.name().text() + ")`."));
        return;
      }
    }
    if (set.elements().isEmpty()) {
      diagnostics.add(
          Diagnostic.at(Code.EMPTY_SET, frame.origin(set.span()), "This set is empty.")
              .label("at least one name is needed"));
    }
  }

  // ---- classes

  @Nullable SymbolSet classes(NameSet set, Frame frame) {
    SymbolSet flat = flatten(set, frame, Position.CLASSES);
    if (flat == null) {
      return null;
    }
    if (flat.complement()) {
      diagnostics.add(
          Diagnostic.at(
                  Code.NOT_ALLOWED_HERE, frame.origin(set.span()), "`~` may not stand for classes.")
              .label("name the classes, or a class set"));
      return null;
    }
    List<Element> elements = new ArrayList<>();
    for (Element element : flat.elements()) {
      Element known = classElement(element, frame);
      if (known != null) {
        elements.add(known);
      }
    }
    return elements.isEmpty() ? null : new SymbolSet(elements, false);
  }

  private @Nullable Element classElement(Element element, Frame frame) {
    String name = element.name();
    if (isParameter(name) || !element.expansion().isEmpty()) {
      return element;
    }
    if (name.endsWith(CLASS_SET)) {
      List<String> members = target.vocabulary().classSet(name).orElse(List.of());
      if (!members.isEmpty()) {
        return new Element(name, false, members, element.origin());
      }
      return unknownSet(element, "class set", target.vocabulary().classSetNames(), frame);
    }
    if (target.vocabulary().hasClass(name) || externs.find(NameKind.CLASS, name) != null) {
      return element;
    }
    if (frame.dead()) {
      return element;
    }
    List<String> known = new ArrayList<>(target.vocabulary().classes());
    known.addAll(target.vocabulary().classSetNames());
    known.addAll(externs.of(NameKind.CLASS).keySet());
    diagnostics.add(
        Diagnostic.at(
                Code.UNKNOWN_CLASS,
                element.origin(),
                "There is no class `" + name + "` in " + target.description() + ".")
            .label("unknown class")
            .suggest(Spelling.closest(name, known)));
    return null;
  }

  /** The permissions of a class in the target, or as an {@code extern class} gives them. */
  List<String> permissionsOf(String className) {
    List<String> permissions = target.vocabulary().permissionsOf(className);
    Externs.Extern extern = externs.find(NameKind.CLASS, className);
    if (extern == null) {
      return permissions;
    }
    Set<String> both = new LinkedHashSet<>(permissions);
    both.addAll(extern.permissions());
    return List.copyOf(both);
  }

  // ---- permissions

  /** The permissions of a rule, for some of its classes. */
  record Granted(SymbolSet classes, SymbolSet permissions) {}

  /**
   * The permissions of a rule. {@code *} and {@code ~} mean the full set of the class in the
   * target, so a rule with several classes and one of these falls into one rule for each class.
   */
  List<Granted> permissions(NameSet set, SymbolSet classes, Frame frame) {
    SymbolSet flat = flatten(set, frame, Position.PERMISSIONS);
    if (flat == null) {
      return List.of();
    }
    boolean star = false;
    List<Element> elements = new ArrayList<>();
    for (Element element : flat.elements()) {
      if (element.excluded()) {
        diagnostics.add(
            Diagnostic.at(
                    Code.NOT_ALLOWED_HERE,
                    element.origin(),
                    "A permission cannot be excluded with `-`.")
                .label("only types can")
                .note("Use `~{ ... }` for all but some, or list the permissions."));
        return List.of();
      }
      if (element.name().equals("*")) {
        star = true;
        continue;
      }
      Element known = permissionElement(element, frame);
      if (known != null) {
        elements.add(known);
      }
    }
    if (elements.isEmpty() && !star) {
      return List.of();
    }
    SymbolSet named = new SymbolSet(elements, false);
    if (!frame.dead() && !frame.elsewhere()) {
      PermissionCheck.check(this, target.vocabulary(), classes, named, diagnostics);
    }
    if (!star && !flat.complement()) {
      return List.of(new Granted(classes, named));
    }
    return fullSets(set, classes, named, flat.complement(), star, frame);
  }

  private List<Granted> fullSets(
      NameSet set,
      SymbolSet classes,
      SymbolSet named,
      boolean complement,
      boolean star,
      Frame frame) {
    Origin origin = frame.origin(set.span());
    String written = star ? "*" : writtenComplement(named);
    List<Granted> granted = new ArrayList<>();
    for (Element element : classes.elements()) {
      List<String> members =
          element.expansion().isEmpty() ? List.of(element.name()) : element.expansion();
      for (String className : members) {
        List<String> left = new ArrayList<>(permissionsOf(className));
        if (complement) {
          left.removeAll(star ? List.copyOf(left) : named.included());
        }
        if (left.isEmpty() && !isParameter(className) && !frame.dead()) {
          diagnostics.add(
              Diagnostic.at(
                      Code.EMPTY_SET,
                      origin,
                      "Nothing is left of the permissions of `" + className + "`.")
                  .label("excludes every permission of the class"));
          continue;
        }
        granted.add(
            new Granted(
                new SymbolSet(List.of(Element.of(className, element.origin())), false),
                new SymbolSet(List.of(new Element(written, false, left, origin)), false)));
      }
    }
    return granted;
  }

  private static String writtenComplement(SymbolSet named) {
    StringBuilder text = new StringBuilder("~{");
    for (Element element : named.elements()) {
      text.append(' ').append(element.name());
    }
    return text.append(" }").toString();
  }

  private @Nullable Element permissionElement(Element element, Frame frame) {
    String name = element.name();
    if (isParameter(name) || !name.endsWith(PERMISSION_SET) || !element.expansion().isEmpty()) {
      return element;
    }
    List<String> members = target.vocabulary().permissionSet(name).orElse(List.of());
    if (!members.isEmpty()) {
      return new Element(name, false, members, element.origin());
    }
    return unknownSet(element, "permission set", target.vocabulary().permissionSetNames(), frame);
  }

  private @Nullable Element unknownSet(
      Element element, String what, Set<String> known, Frame frame) {
    if (frame.dead()) {
      return element;
    }
    Diagnostic.Builder diagnostic =
        Diagnostic.at(
                Code.UNKNOWN_SET,
                element.origin(),
                "There is no "
                    + what
                    + " `"
                    + element.name()
                    + "` in "
                    + target.description()
                    + ".")
            .label("unknown " + what);
    if (known.isEmpty()) {
      diagnostic.note(
          "Sets come from a policy's headers, and this target has none: install"
              + " `selinux-policy-dev` (Debian) or `selinux-policy-devel` (Fedora), or name a"
              + " folder with `--target`.");
    } else {
      diagnostic.suggest(Spelling.closest(element.name(), known));
    }
    diagnostics.add(diagnostic);
    return null;
  }

  /** Whether a name is a parameter of a body that is lowered for its own sake. */
  static boolean isParameter(String name) {
    return name.indexOf('$') >= 0;
  }
}
