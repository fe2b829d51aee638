package org.svpc.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.RuleContext;
import org.jspecify.annotations.Nullable;
import org.svpc.grammar.SvpSyntax;
import org.svpc.grammar.SvpTokens;

/**
 * What may stand at a place, in an author's words: {@code a permission or a set in braces}.
 *
 * @param phrases what to list, in its order
 * @param words the words of the grammar among them, for suggestions
 * @param marks whether a mark may stand there, other than one that starts a set or a text
 * @param semicolon whether a semicolon may stand there
 */
record Expectation(List<String> phrases, List<String> words, boolean marks, boolean semicolon) {

  private static final Set<Integer> SET_MARKS =
      Set.of(SvpTokens.LBRACE, SvpTokens.TILDE, SvpTokens.STAR, SvpTokens.MINUS);

  /** Go on with a level among arguments; where most arguments are none, they only distract. */
  private static final Set<Integer> LEVEL_MARKS = Set.of(SvpTokens.COLON, SvpTokens.MINUS);

  private static final String ARGUMENT = "an argument";

  /** A longer stretch is not tried again for each token that may follow. */
  private static final int MOST_TRIED = 10_000;

  /** What may follow the stretch from {@code from} up to {@code at}, by trying each token. */
  static Expectation after(
      Trial trial, Trial.Form form, int from, int at, @Nullable RecognitionException failure) {
    List<String> phrases = new ArrayList<>();
    List<String> words = new ArrayList<>();
    if (at - from > MOST_TRIED) {
      return new Expectation(phrases, words, false, false);
    }
    boolean name = trial.goesOn(form, from, at, SvpTokens.NAME);
    List<Integer> types = new ArrayList<>();
    for (int mark : Words.MARKS) {
      if (trial.goesOn(form, from, at, mark)) {
        types.add(mark);
      }
    }
    boolean semicolon = types.contains(SvpTokens.SEMICOLON);
    if (name) {
      String slot = slot(failure);
      boolean set = types.contains(SvpTokens.TILDE);
      if (slot.equals(ARGUMENT)) {
        types.remove((Integer) SvpTokens.STRING);
      }
      if (set || types.contains(SvpTokens.MINUS)) {
        types.removeAll(SET_MARKS);
      }
      phrases.add(set && !slot.equals(ARGUMENT) ? slot + " or a set in braces" : slot);
    } else {
      addWords(trial, form, from, at, phrases, words);
      if (types.contains(SvpTokens.COMMA) && types.contains(SvpTokens.RPAREN)) {
        types.removeAll(LEVEL_MARKS);
        if (!trial.isOperand(at)) {
          types.remove((Integer) SvpTokens.ASSIGN);
        }
      }
    }
    boolean marks = false;
    for (int type : types) {
      phrases.add(Words.expected(type));
      marks |= type != SvpTokens.STRING && type != SvpTokens.NUMBER;
    }
    return new Expectation(phrases, words, marks, semicolon);
  }

  private static void addWords(
      Trial trial, Trial.Form form, int from, int at, List<String> phrases, List<String> words) {
    List<Integer> types = new ArrayList<>();
    for (int type = SvpTokens.MODULE; type < SvpTokens.CATEGORY; type++) {
      if (trial.goesOn(form, from, at, type)) {
        types.add(type);
        words.add(Words.text(type));
      }
    }
    if (types.containsAll(Words.FILE_KINDS)) {
      types.removeAll(Words.FILE_KINDS);
      phrases.add("a kind of file");
    }
    if (types.containsAll(Words.PARAMETER_KINDS)) {
      types.removeAll(Words.PARAMETER_KINDS);
      phrases.add("a kind of parameter");
    }
    for (int type : types) {
      phrases.add(Words.expected(type));
    }
  }

  /** Whether nothing but the end of a rule may stand there, or its colon. */
  boolean endsSet() {
    return semicolon && words.isEmpty() && phrases.size() <= 2;
  }

  /** The phrases as a list in a sentence. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < phrases.size(); i++) {
      text.append(i == 0 ? "" : i == phrases.size() - 1 ? " or " : ", ").append(phrases.get(i));
    }
    return text.toString();
  }

  /** What the name that is missing would name. */
  private static String slot(@Nullable RecognitionException failure) {
    RuleContext context = failure == null ? null : failure.getCtx();
    while (context != null && context.parent != null) {
      if (context.getRuleIndex() == SvpSyntax.RULE_arguments) {
        return ARGUMENT;
      }
      ParserRuleContext parent = (ParserRuleContext) context.parent;
      String slot = slot(parent.getRuleIndex(), context.getRuleIndex(), order(parent, context));
      if (slot != null) {
        return slot;
      }
      context = parent;
    }
    return "a name";
  }

  /** How many children of the same rule stand before this one. */
  private static int order(ParserRuleContext parent, RuleContext context) {
    int order = 0;
    for (int i = 0; i < parent.getChildCount() && parent.getChild(i) != context; i++) {
      if (parent.getChild(i) instanceof RuleContext other
          && other.getRuleIndex() == context.getRuleIndex()) {
        order++;
      }
    }
    return order;
  }

  private static @Nullable String slot(int statement, int rule, int order) {
    return switch (statement) {
      case SvpSyntax.RULE_allow, SvpSyntax.RULE_access -> access(order);
      case SvpSyntax.RULE_extendedAccess ->
          rule == SvpSyntax.RULE_nameSet ? access(order) : "`ioctl`";
      case SvpSyntax.RULE_typeRule -> rule == SvpSyntax.RULE_nameSet ? access(order) : "a type";
      case SvpSyntax.RULE_rangeTransition ->
          rule == SvpSyntax.RULE_nameSet ? access(order) : "a level";
      case SvpSyntax.RULE_roleTransition ->
          switch (rule == SvpSyntax.RULE_nameSet ? order : 0) {
            case 1 -> "a type";
            case 2 -> "a class";
            default -> "a role";
          };
      case SvpSyntax.RULE_typeDeclaration ->
          switch (rule) {
            case SvpSyntax.RULE_aliases -> "an alias";
            case SvpSyntax.RULE_membership -> "an attribute, interface or template";
            default -> order == 0 ? "a name" : "an attribute";
          };
      case SvpSyntax.RULE_typeAlias -> rule == SvpSyntax.RULE_aliases ? "an alias" : "a type";
      case SvpSyntax.RULE_typeAttribute ->
          rule == SvpSyntax.RULE_nameSet ? "a type" : "an attribute";
      case SvpSyntax.RULE_roleAttribute ->
          rule == SvpSyntax.RULE_nameList ? "a role attribute" : "a role";
      case SvpSyntax.RULE_role -> rule == SvpSyntax.RULE_nameSet ? "a type" : "a role";
      case SvpSyntax.RULE_user ->
          switch (rule) {
            case SvpSyntax.RULE_nameSet -> "a role";
            case SvpSyntax.RULE_level, SvpSyntax.RULE_range -> "a level";
            default -> "a name";
          };
      case SvpSyntax.RULE_expandAttribute -> "an attribute";
      case SvpSyntax.RULE_typeBounds,
          SvpSyntax.RULE_permissive,
          SvpSyntax.RULE_customizable,
          SvpSyntax.RULE_extend,
          SvpSyntax.RULE_labels ->
          "a type";
      case SvpSyntax.RULE_requireItem ->
          switch (rule) {
            case SvpSyntax.RULE_name -> "a class";
            case SvpSyntax.RULE_permissionNames -> "a permission";
            default -> "a name";
          };
      case SvpSyntax.RULE_labelItem -> rule == SvpSyntax.RULE_range ? "a level" : "a build option";
      case SvpSyntax.RULE_conditional, SvpSyntax.RULE_states -> "a boolean";
      case SvpSyntax.RULE_assertion -> "a type";
      case SvpSyntax.RULE_context ->
          rule == SvpSyntax.RULE_level || order > 0 ? "a level" : "a type";
      case SvpSyntax.RULE_testItem ->
          switch (rule) {
            case SvpSyntax.RULE_expression -> "a boolean";
            case SvpSyntax.RULE_nameSet -> order == 0 ? "a permission" : "a class";
            default -> "a name";
          };
      case SvpSyntax.RULE_ifdef -> "a build option";
      case SvpSyntax.RULE_use -> "a library";
      default -> null;
    };
  }

  private static String access(int order) {
    return switch (order) {
      case 0 -> "a source type";
      case 1 -> "a target type";
      case 2 -> "a class";
      default -> "a permission";
    };
  }
}
