package org.svpc.toolchain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.source.Span;

/**
 * Explains one assertion that did not hold, with both sides: the neverallow, and the rules that
 * break it. Where all these rules stand in the base policy, the cause is an attribute that a type
 * of ours joins, and the place is where it does.
 */
final class NeverallowError {
  private static final String AT = " at ";
  private static final int MOST_RULES = 4;

  private final Map<String, LinkModule> ours;
  private final BaseCil base;
  private final Diagnostics diagnostics;

  NeverallowError(Map<String, LinkModule> ours, BaseCil base, Diagnostics diagnostics) {
    this.ours = ours;
    this.base = base;
    this.diagnostics = diagnostics;
  }

  private record Rule(String module, String text, @Nullable Span span) {}

  /** Explains a block: the line that names the neverallow, and what is indented under it. */
  void explain(List<String> block) {
    LinkErrors.CilPlace place = place(block.get(0));
    String assertion = block.size() > 1 ? block.get(1).strip() : "";
    List<Rule> rules = rules(block);
    String owner = place == null ? "" : place.module();
    LinkModule asserting = ours.get(owner);
    Span assertionSpan = place == null || asserting == null ? null : place.span(asserting);
    String of = asserting == null ? "the base policy" : "module `" + owner + "`";

    List<Rule> ownRules = rules.stream().filter(rule -> ours.containsKey(rule.module)).toList();
    if (ownRules.isEmpty()) {
      add(
          joining(rules),
          "A rule of the base policy reaches what a neverallow of " + of + " forbids.",
          assertionSpan,
          assertion,
          rules);
      return;
    }
    for (Rule rule : ownRules) {
      add(
          rule.span,
          "A rule of module `" + rule.module + "` grants what a neverallow of " + of + " forbids.",
          assertionSpan,
          assertion,
          List.of(rule));
    }
  }

  private void add(
      @Nullable Span span,
      String message,
      @Nullable Span assertionSpan,
      String assertion,
      List<Rule> rules) {
    Diagnostic.Builder diagnostic =
        span == null
            ? Diagnostic.of(Code.LINK_NEVERALLOW, message)
            : Diagnostic.at(Code.LINK_NEVERALLOW, span, message);
    if (assertionSpan != null) {
      diagnostic.label(assertionSpan, "forbidden here");
    }
    diagnostic.note("The neverallow in CIL is `" + LinkErrors.brief(assertion) + "`.");
    Set<String> generated = new LinkedHashSet<>();
    note(assertion, generated);
    for (Rule rule : rules.subList(0, Math.min(MOST_RULES, rules.size()))) {
      diagnostic.note(
          "The rule of module `" + rule.module + "` is `" + LinkErrors.brief(rule.text) + "`.");
      note(rule.text, generated);
    }
    for (String name : generated) {
      String meaning = base.meaning(name);
      if (!meaning.isEmpty()) {
        diagnostic.note("`" + name + "` stands for `" + LinkErrors.brief(meaning) + "`.");
      }
    }
    diagnostics.add(diagnostic);
  }

  private static void note(String statement, Set<String> generated) {
    for (String word : CilText.words(statement)) {
      if (word.contains("_typeattr_")) {
        generated.add(word);
      }
    }
  }

  /** Where a type of ours joins an attribute that one of these rules speaks of. */
  private @Nullable Span joining(List<Rule> rules) {
    for (Rule rule : rules) {
      for (String word : CilText.words(rule.text)) {
        for (LinkModule module : ours.values()) {
          Span span = module.placeOf("(typeattributeset " + word + " (");
          if (span != null) {
            return span;
          }
        }
      }
    }
    return null;
  }

  private List<Rule> rules(List<String> block) {
    List<Rule> rules = new ArrayList<>();
    for (int i = 2; i + 1 < block.size(); i++) {
      String line = block.get(i).strip();
      LinkErrors.CilPlace place = place(line);
      String next = block.get(i + 1).strip();
      if (place != null && line.startsWith("allow") && next.startsWith("(")) {
        LinkModule module = ours.get(place.module());
        rules.add(new Rule(place.module(), next, module == null ? null : place.span(module)));
      }
    }
    return rules;
  }

  private static LinkErrors.@Nullable CilPlace place(String line) {
    int at = line.indexOf(AT);
    return at < 0 ? null : LinkErrors.CilPlace.parse(line.substring(at + AT.length()));
  }
}
