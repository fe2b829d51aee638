package org.svpc.parse;

import java.util.List;
import org.antlr.v4.runtime.Token;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.grammar.SvpTokens;

/**
 * Statements that a policy author may well write, from .te files and base policy, and that SVP does
 * not take: each with its reason and with what to write instead.
 */
final class Refusals {
  private static final int NONE = -1;

  private final List<Token> visible;
  private final Lines lines;
  private final Problems problems;

  Refusals(Tokens tokens, Lines lines, Problems problems) {
    visible = tokens.visible();
    this.lines = lines;
    this.problems = problems;
  }

  /** Tells why a statement is refused; the token behind it, or -1 where it is not. */
  int refuse(int index) {
    String word = visible.get(index).getText();
    int next = index + 1 < visible.size() ? visible.get(index + 1).getType() : Token.EOF;
    if (next == SvpTokens.LPAREN) {
      return m4(index, word);
    }
    switch (word) {
      case "constrain", "mlsconstrain" -> {
        refuse(
            index,
            "A module cannot hold `" + word + "`: constraints belong to the base policy.",
            "A type whose processes are to be kept apart by their categories joins the attribute"
                + " `mcs_constrained_type`.");
        return behindSemicolon(index);
      }
      case "validatetrans", "mlsvalidatetrans" -> {
        refuse(
            index,
            "A module cannot hold `" + word + "`: constraints belong to the base policy.",
            "It can only be changed where the base policy is built.");
        return behindSemicolon(index);
      }
      case "policycap",
          "default_user",
          "default_role",
          "default_type",
          "default_range",
          "sensitivity",
          "category",
          "dominance" -> {
        refuse(
            index,
            "A module cannot hold `" + word + "`: it belongs to the base policy.",
            "It can only be changed where the base policy is built.");
        return behindSemicolon(index);
      }
      case "portcon", "netifcon", "nodecon" -> {
        refuse(
            index,
            "A module cannot hold `" + word + "`: labels of the network belong to the base policy.",
            "An administrator adds them with `semanage "
                + (word.equals("portcon") ? "port" : word.equals("nodecon") ? "node" : "interface")
                + "`.");
        return behindLine(index);
      }
      case "genfscon", "fs_use_xattr", "fs_use_task", "fs_use_trans", "sid" -> {
        refuse(
            index,
            "A module cannot hold `" + word + "`: it belongs to the base policy.",
            word.equals("sid")
                ? "It can only be changed where the base policy is built."
                : "A module written in CIL may hold it.");
        return behindLine(index);
      }
      case "class", "common" -> {
        refuse(
            index,
            "A module cannot declare a class: classes belong to the base policy.",
            "A class that the target's headers do not show is named with"
                + " `extern class NAME { PERMISSIONS };`.");
        return behindLine(index);
      }
      default -> {
        return NONE;
      }
    }
  }

  private void refuse(int index, String message, String help) {
    problems.add(Diagnostic.at(Code.NOT_IN_MODULE, problems.at(index), message).help(help));
  }

  /** The macros of refpolicy that have another form here. */
  private int m4(int index, String word) {
    boolean quoted =
        index + 2 < visible.size() && visible.get(index + 2).getType() == SvpTokens.QUOTE;
    String instead =
        switch (word) {
          case "policy_module" ->
              quoted || !isModuleLine(index) ? "" : "The header is `module NAME VERSION;`.";
          case "gen_require" ->
              "Write `require { ... }`, or only say what others declare, `extern type NAME;`: svpc"
                  + " works out what a module requires.";
          case "gen_tunable", "gen_bool" -> "Write `boolean NAME = false;`.";
          case "tunable_policy" -> quoted ? "Write `if (NAME) { ... }`." : "";
          case "optional_policy" -> quoted ? "Write `optional { ... }`." : "";
          case "ifdef", "ifndef" -> quoted ? "Write `ifdef (NAME) { ... }`." : "";
          case "interface", "template" ->
              quoted ? "Write `" + word + " NAME(domain who) { ... }`." : "";
          default -> "";
        };
    if (instead.isEmpty()) {
      return NONE;
    }
    problems.add(
        Diagnostic.at(
                Code.SYNTAX, problems.at(index), "`" + word + "(` is m4, which SVP does not need.")
            .help(instead));
    return behindGroup(index + 1, SvpTokens.LPAREN, SvpTokens.RPAREN);
  }

  /** {@code policy_module(name, 1.0)}: a call never has a version. */
  private boolean isModuleLine(int index) {
    return index + 4 < visible.size()
        && (visible.get(index + 4).getType() == SvpTokens.VERSION
            || visible.get(index + 4).getType() == SvpTokens.NUMBER
            || visible.get(index + 3).getType() == SvpTokens.RPAREN);
  }

  private int behindSemicolon(int index) {
    int at = index;
    while (at < visible.size() && visible.get(at).getType() != SvpTokens.SEMICOLON) {
      at++;
    }
    return Math.min(at + 1, visible.size());
  }

  /** Behind the line of a statement that has no semicolon, and behind braces that open in it. */
  private int behindLine(int index) {
    int at = index + 1;
    while (at < visible.size()
        && (!lines.isFirst(at) || visible.get(at).getType() == SvpTokens.LBRACE)) {
      int type = visible.get(at).getType();
      if (type == SvpTokens.RBRACE) {
        return at;
      }
      at = type == SvpTokens.LBRACE ? behindGroup(at, type, SvpTokens.RBRACE) : at + 1;
    }
    return at;
  }

  /** Behind the m4 call that holds a quote, which ends in no semicolon. */
  int behindQuote(int index, int quote) {
    for (int at = index; at < quote; at++) {
      if (visible.get(at).getType() == SvpTokens.LPAREN) {
        return behindGroup(at, SvpTokens.LPAREN, SvpTokens.RPAREN);
      }
    }
    return behindLine(quote);
  }

  /** Behind the partner of the mark at {@code open}, and a semicolon that follows. */
  private int behindGroup(int open, int opening, int closing) {
    int depth = 0;
    int at = open;
    for (; at < visible.size(); at++) {
      int type = visible.get(at).getType();
      if (type == opening) {
        depth++;
      } else if (type == closing) {
        depth--;
        if (depth == 0) {
          at++;
          break;
        }
      }
    }
    boolean semicolon = at < visible.size() && visible.get(at).getType() == SvpTokens.SEMICOLON;
    return semicolon ? at + 1 : at;
  }
}
