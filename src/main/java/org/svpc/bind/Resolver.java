package org.svpc.bind;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.bind.Expected.Space;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.Externs;
import org.svpc.ir.Symbol;
import org.svpc.selinux.NameKind;
import org.svpc.source.Origin;
import org.svpc.target.Target;
import org.svpc.text.Spelling;

/** Finds what a name means and holds its kind against the place; tells where it does not fit. */
final class Resolver {
  /** The role that refpolicy's policy_module requires of every module. */
  static final String SYSTEM_ROLE = "system_r";

  /** For so many unknown names close ones are looked for, among all that the target has. */
  private static final int MOST_SUGGESTIONS = 100;

  private static final Set<String> KNOWN_ROLES = Set.of(SYSTEM_ROLE, "object_r");

  /** The attribute of all processes, which the word {@code domain} names and every target has. */
  private static final String DOMAIN = "domain";

  /** What a name means: declared by the module, or by others. */
  record Meaning(NameKind kind, @Nullable Declaration declaration) {}

  private final Externs externs;
  private final Target target;
  private final Declarations declarations;
  private final List<String> callables;
  private final Diagnostics diagnostics;
  private final Set<Origin> told = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<String> gating = new HashSet<>();
  private int unknown;

  Resolver(
      Externs externs,
      Target target,
      Declarations declarations,
      List<String> callables,
      Diagnostics diagnostics) {
    this.externs = externs;
    this.target = target;
    this.declarations = declarations;
    this.callables = callables;
    this.diagnostics = diagnostics;
  }

  /** The booleans that stand in some condition. */
  Set<String> gating() {
    return gating;
  }

  /**
   * Resolves a name; null, with a diagnostic, where it is unknown or of another kind.
   *
   * @param argumentOf the call's own words where the name is an argument: {@code `p` of `f`}
   */
  @Nullable Meaning resolve(
      String name, Origin origin, Expected expected, Region region, @Nullable String argumentOf) {
    Meaning meaning = check(name, origin, expected, region, argumentOf);
    if (meaning != null && meaning.kind() == NameKind.BOOLEAN) {
      gating.add(name);
    }
    return meaning;
  }

  /** The same for a name that is only required: a boolean gates nothing by that. */
  @Nullable Meaning check(
      String name, Origin origin, Expected expected, Region region, @Nullable String argumentOf) {
    if (told.contains(origin)) {
      return null;
    }
    Meaning meaning = find(name, expected, region);
    if (meaning == null) {
      told.add(origin);
      unknown(name, origin, expected, region);
      return null;
    }
    if (!expected.takes(meaning.kind())) {
      told.add(origin);
      wrongKind(name, origin, expected, meaning, argumentOf);
      return null;
    }
    return meaning;
  }

  /** Whether a name means something, be it of the kind that is expected or not. */
  boolean isKnown(String name, Expected expected, Region region) {
    return find(name, expected, region) != null;
  }

  /** Tells of a name in a test that is close to one which the test gives. */
  void unknownInTest(Symbol name, List<String> close) {
    if (told.add(name.origin())) {
      diagnostics.add(
          Diagnostic.at(
                  Code.UNKNOWN_NAME,
                  name.origin(),
                  "The test has no process or object `"
                      + name.name()
                      + "`, and there is no such type.")
              .label("not named in the test")
              .suggest(close));
    }
  }

  private @Nullable Meaning find(String name, Expected expected, Region region) {
    Meaning meaning = findIn(expected.space(), name, region);
    if (meaning != null) {
      return meaning;
    }
    for (Space space : Space.values()) {
      Meaning other = space == expected.space() ? null : findIn(space, name, region);
      if (other != null) {
        return other;
      }
    }
    return null;
  }

  private @Nullable Meaning findIn(Space space, String name, Region region) {
    Declaration declaration = region.find(space, name);
    if (declaration != null) {
      return new Meaning(declaration.kind(), declaration);
    }
    return known(space, name);
  }

  /** What sources say to be declared elsewhere, and what the target knows. */
  private @Nullable Meaning known(Space space, String name) {
    Meaning meaning = said(space, name);
    if (meaning != null) {
      return meaning;
    }
    if (declarations.everywhere().find(space, name) != null) {
      // The module declares it, only not where it is seen from here.
      return null;
    }
    for (NameKind kind : target.kinds(name)) {
      if (kind != NameKind.CLASS && Space.of(kind) == space) {
        return new Meaning(kind, null);
      }
    }
    return null;
  }

  private @Nullable Meaning said(Space space, String name) {
    return switch (space) {
      case TYPES -> {
        Meaning extern = extern(name, NameKind.TYPE, NameKind.ATTRIBUTE);
        yield extern == null && name.equals(DOMAIN)
            ? new Meaning(NameKind.ATTRIBUTE, null)
            : extern;
      }
      case ROLES ->
          KNOWN_ROLES.contains(name)
              ? new Meaning(NameKind.ROLE, null)
              : extern(name, NameKind.ROLE, NameKind.ROLE_ATTRIBUTE);
      case BOOLEANS -> {
        Meaning extern = extern(name, NameKind.BOOLEAN, NameKind.BOOLEAN);
        yield extern == null && target.declaresBoolean(name)
            ? new Meaning(NameKind.BOOLEAN, null)
            : extern;
      }
      case USERS -> extern(name, NameKind.USER, NameKind.USER);
    };
  }

  /** What others declare; where sources disagree, what the module says with {@code extern}. */
  private @Nullable Meaning extern(String name, NameKind first, NameKind second) {
    Externs.Extern one = externs.find(first, name);
    Externs.Extern other = externs.find(second, name);
    if (one != null && (other == null || one.own() || !other.own())) {
      return new Meaning(first, null);
    }
    return other != null ? new Meaning(second, null) : null;
  }

  private void unknown(String name, Origin origin, Expected expected, Region region) {
    Declaration elsewhere = declarations.everywhere().find(expected.space(), name);
    if (elsewhere != null) {
      diagnostics.add(
          Diagnostic.at(
                  Code.OUT_OF_SCOPE,
                  origin,
                  "`" + name + "` is declared in an optional and cannot be used outside of it.")
              .label("may not exist here")
              .label(elsewhere.origin().span(), "declared here")
              .note(
                  "Where the optional's requirements are missing it is dropped, and its"
                      + " declarations with it; move this statement into the same optional."));
      return;
    }
    Diagnostic.Builder diagnostic =
        Diagnostic.at(
                Code.UNKNOWN_NAME, origin, "There is no " + nouns(expected) + " `" + name + "`.")
            .label("not declared");
    List<String> close =
        ++unknown > MOST_SUGGESTIONS
            ? List.of()
            : Spelling.closest(name, candidates(expected, region));
    if (!close.isEmpty()) {
      diagnostic.suggest(close);
    } else {
      diagnostic.note(
          "If the base policy declares it, say so: `extern "
              + expected.likely().word()
              + " "
              + name
              + ";`.");
    }
    diagnostics.add(diagnostic);
  }

  private Set<String> candidates(Expected expected, Region region) {
    Set<String> names = new LinkedHashSet<>();
    region.namesInto(expected.space(), names);
    for (NameKind kind : NameKind.values()) {
      if (Space.of(kind) == expected.space() && kind != NameKind.CLASS) {
        names.addAll(externs.of(kind).keySet());
        names.addAll(target.names(kind));
      }
    }
    if (expected == Expected.BOOLEAN) {
      names.addAll(target.booleans().keySet());
    }
    if (expected == Expected.ATTRIBUTE) {
      names.addAll(callables);
    }
    return names;
  }

  private static String nouns(Expected expected) {
    String phrase = expected.phrase();
    int space = phrase.indexOf(' ');
    return phrase.substring(space + 1).replace("or an ", "or ").replace("or a ", "or ");
  }

  private void wrongKind(
      String name, Origin origin, Expected expected, Meaning meaning, @Nullable String argumentOf) {
    String kind =
        (meaning.kind() == NameKind.ATTRIBUTE || meaning.kind() == NameKind.ROLE_ATTRIBUTE
                ? "an "
                : "a ")
            + meaning.kind().word();
    Diagnostic.Builder diagnostic =
        Diagnostic.at(
                argumentOf == null ? Code.WRONG_KIND : Code.ARGUMENT_KIND,
                origin,
                argumentOf == null
                    ? "`"
                        + name
                        + "` is "
                        + kind
                        + ", and "
                        + expected.phrase()
                        + " is needed here."
                    : argumentOf
                        + " takes "
                        + expected.phrase()
                        + ", and `"
                        + name
                        + "` is "
                        + kind
                        + ".")
            .label(expected.phrase() + " is needed");
    Declaration declaration = meaning.declaration();
    Externs.Extern extern = externs.find(meaning.kind(), name);
    if (declaration != null) {
      diagnostic.label(declaration.origin().span(), "declared here as " + kind);
    } else if (extern != null) {
      diagnostic.label(extern.span(), "said to be " + kind + " here");
    }
    diagnostics.add(diagnostic);
  }
}
