package org.svpc.emit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.svpc.ir.Interface;
import org.svpc.ir.Module;
import org.svpc.target.M4Words;
import org.svpc.target.Target;

/**
 * The words that m4 does not leave alone when it reads a refpolicy source: its own builtins, what
 * the support files define, the build options that are on, and all interfaces and templates.
 */
public final class Macros {
  private static final String PATTERN = "_pattern";

  private final Target target;
  private final Set<String> ownInterfaces;
  private final Set<String> ownWords;
  private final boolean interfaces;

  private Macros(
      Target target, Set<String> ownInterfaces, Set<String> ownWords, boolean interfaces) {
    this.target = target;
    this.ownInterfaces = ownInterfaces;
    this.ownWords = ownWords;
    this.interfaces = interfaces;
  }

  /** The macros of a build for a target: each module of the build sees the interfaces of all. */
  public static Macros of(Target target, List<Module> modules) {
    Set<String> interfaces = new HashSet<>();
    Set<String> words = new HashSet<>();
    for (Module module : modules) {
      for (Interface callable : module.interfaces()) {
        interfaces.add(callable.name());
      }
      for (String name : DeclaredNames.of(module)) {
        M4.addWords(name, words);
      }
    }
    return new Macros(target, interfaces, words, true);
  }

  /** The macros that a .fc file meets: no interfaces. */
  Macros forFileContexts() {
    return new Macros(target, Set.of(), Set.of(), false);
  }

  /**
   * Whether m4 takes the word of a name for a macro wherever it stands. Only names that the module
   * itself declares are held against the target's interfaces: upstream would not build with others.
   */
  boolean isMacro(String word) {
    return isKnown(word) || (ownWords.contains(word) && target.hasInterface(word));
  }

  private boolean isKnown(String word) {
    return M4Words.isOfSupport(word)
        || M4Words.actsAlone(word)
        || word.endsWith(PATTERN)
        || isSetOrLevel(word)
        || target.options().containsKey(word)
        || ownInterfaces.contains(word);
  }

  /** Whether m4 takes the word for a macro in a text that may hold any word. */
  boolean isMacroInText(String word) {
    return isKnown(word) || (interfaces && target.hasInterface(word));
  }

  /** Whether the word is a macro that SVP knows as well, and by the same meaning. */
  boolean isSetOrLevel(String word) {
    return M4Words.isSetOrLevel(word, target);
  }

  /** Whether m4 takes the word of a text for a macro where a parenthesis follows it. */
  boolean isMacroWhenCalled(String word) {
    return M4Words.actsWhenCalled(word) || isMacroInText(word);
  }

  /** Whether the name is one of m4's own or one that the target's support files define. */
  public static boolean isTaken(String name, Target target) {
    return M4Words.actsWhenCalled(name)
        || M4Words.actsAlone(name)
        || M4Words.isOfSupport(name)
        || M4Words.isSetOrLevel(name, target)
        || target.options().containsKey(name);
  }

  /** Whether {@code policy_module} requires the class with all of its permissions. */
  boolean isRequiredByEveryModule(String className) {
    return target.hasHeaders()
        && target.vocabulary().hasClass(className)
        && !target.vocabulary().isUserspaceClass(className);
  }
}
