package org.svpc.refpolicy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.refpolicy.Documents.Documented;
import org.svpc.refpolicy.ParameterUses.Passed;
import org.svpc.selinux.Documentation;
import org.svpc.selinux.ParameterKind;

/**
 * Infers what every interface of a policy takes. What a parameter may be follows from the places in
 * which the body uses it, and from what the interfaces take to which the body passes it on; the
 * documentation gives the names. A parameter may be left out where the documentation says so, where
 * the body asks for it, or where the body makes sense without it.
 */
public final class Signatures {
  private static final int TYPES =
      ParameterUses.TYPE_SET
          | ParameterUses.TYPE
          | ParameterUses.SOURCE
          | ParameterUses.ATTRIBUTE
          | ParameterUses.NEW_TYPE;
  private static final int ROLES = ParameterUses.ROLE | ParameterUses.ROLE_ATTRIBUTE;
  private static final int TEXTS = ParameterUses.FILE_NAME | ParameterUses.QUOTED;
  private static final int[] FAMILIES = {
    TYPES,
    ROLES,
    ParameterUses.CLASS,
    ParameterUses.PERMISSION,
    ParameterUses.BOOLEAN,
    TEXTS,
    ParameterUses.RANGE
  };

  /** Words that mean something of their own where a name may stand. */
  private static final Set<String> TAKEN =
      Set.of("this", "self", "given", "optional", "domain", "boolean", "true", "false");

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private static final class Entry {
    private final ParameterUses uses;
    private final Documented doc;
    private final int count;
    private final int[] bits = new int[ParameterUses.MOST + 1];
    private final boolean[] needed = new boolean[ParameterUses.MOST + 1];

    Entry(ParameterUses uses, Documented doc) {
      this.uses = uses;
      this.doc = doc;
      this.count =
          Math.min(
              ParameterUses.MOST, Math.max(uses.last(), doc.documentation().parameters().size()));
      for (int i = 1; i <= ParameterUses.MOST; i++) {
        bits[i] = uses.bits(i);
        needed[i] = uses.needed(i);
      }
    }
  }

  /** Adds a definition; the first of a name counts. */
  public void add(Definition definition, InterfaceReader.Read body) {
    Documented doc =
        Documents.read(definition.file().text(), definition.start(), definition.place().start());
    entries.putIfAbsent(
        definition.name(), new Entry(ParameterUses.of(body.statements(), body.quoted()), doc));
  }

  /** Nothing is defined elsewhere. */
  public static final Known NOTHING = new Nothing();

  /** What is defined elsewhere. */
  public interface Known {
    /** The signature of what has that name, or null. */
    @Nullable Signature find(String name);
  }

  private static final class Nothing implements Known {
    @Override
    public @Nullable Signature find(String name) {
      return null;
    }
  }

  /** The signatures of all definitions that were added, by their names. */
  public Map<String, Signature> infer() {
    return infer(NOTHING);
  }

  /**
   * The same for definitions that may pass their parameters on to others, whose signatures are
   * known.
   */
  public Map<String, Signature> infer(Known known) {
    propagate(known);
    Map<String, Signature> signatures = new HashMap<>();
    for (Map.Entry<String, Entry> each : entries.entrySet()) {
      signatures.put(each.getKey(), signature(each.getValue()));
    }
    return signatures;
  }

  /** Goes on until nothing changes: only who calls what changed is looked at again. */
  private void propagate(Known known) {
    Map<String, Set<String>> callers = new HashMap<>();
    entries.forEach(
        (name, entry) -> {
          for (Passed passed : entry.uses.passed()) {
            callers.computeIfAbsent(passed.callee(), each -> new LinkedHashSet<>()).add(name);
          }
        });
    Set<String> waiting = new LinkedHashSet<>(entries.keySet());
    while (!waiting.isEmpty()) {
      String name = waiting.iterator().next();
      waiting.remove(name);
      Entry entry = entries.get(name);
      if (entry != null && passAll(entry, known)) {
        waiting.addAll(callers.getOrDefault(name, Set.of()));
      }
    }
  }

  private boolean passAll(Entry entry, Known known) {
    boolean changed = false;
    for (Passed passed : entry.uses.passed()) {
      changed |= pass(entry, passed, known);
    }
    return changed;
  }

  private boolean pass(Entry entry, Passed passed, Known known) {
    int parameter = passed.parameter();
    if (parameter < 1 || parameter > ParameterUses.MOST) {
      return false;
    }
    Entry callee = entries.get(passed.callee());
    int bits;
    boolean needed;
    if (callee != null) {
      int position = passed.position();
      bits = position > ParameterUses.MOST ? 0 : callee.bits[position];
      needed =
          position <= callee.count
              && callee.needed[position]
              && !isOptionalByDocument(callee, position);
    } else {
      Signature signature = known.find(passed.callee());
      Signature.Parameter taken =
          signature == null || passed.position() > signature.parameters().size()
              ? null
              : signature.parameters().get(passed.position() - 1);
      bits = taken == null ? 0 : bits(taken.kind());
      needed = taken == null ? signature == null : !taken.optional();
    }
    boolean changed = (entry.bits[parameter] | bits) != entry.bits[parameter];
    entry.bits[parameter] |= bits;
    if (needed && passed.alone() && !entry.needed[parameter]) {
      entry.needed[parameter] = true;
      changed = true;
    }
    return changed;
  }

  private static int bits(ParameterKind kind) {
    return switch (kind) {
      case DOMAIN, TYPE -> ParameterUses.TYPE;
      case DOMAINS -> ParameterUses.TYPE_SET | ParameterUses.SOURCE;
      case TYPES -> ParameterUses.TYPE_SET;
      case ATTRIBUTE -> ParameterUses.ATTRIBUTE;
      case NEW_TYPE -> ParameterUses.NEW_TYPE;
      case ROLE -> ParameterUses.ROLE;
      case ROLE_ATTRIBUTE -> ParameterUses.ROLE_ATTRIBUTE;
      case CLASSES -> ParameterUses.CLASS;
      case PERMISSIONS -> ParameterUses.PERMISSION;
      case BOOLEAN -> ParameterUses.BOOLEAN;
      case STEM -> ParameterUses.PASTED;
      case FILE_NAME -> ParameterUses.FILE_NAME;
      case RANGE -> ParameterUses.RANGE;
      case STRING -> ParameterUses.QUOTED;
    };
  }

  private static boolean isOptionalByDocument(Entry entry, int parameter) {
    String name = documented(entry, parameter);
    return name != null && entry.doc.optional().contains(name);
  }

  private static @Nullable String documented(Entry entry, int parameter) {
    List<Documentation.Parameter> documented = entry.doc.documentation().parameters();
    return parameter > documented.size() ? null : documented.get(parameter - 1).name();
  }

  private static Signature signature(Entry entry) {
    List<Signature.Parameter> parameters = new ArrayList<>();
    Set<String> taken = new HashSet<>(entry.uses.words());
    taken.addAll(TAKEN);
    for (int i = 1; i <= entry.count; i++) {
      ParameterKind kind = entry.bits[i] == 0 ? guess(documented(entry, i)) : kind(entry.bits[i]);
      String name = name(documented(entry, i), kind, taken);
      taken.add(name);
      boolean optional = entry.uses.asked(i) || !entry.needed[i] || isOptionalByDocument(entry, i);
      parameters.add(new Signature.Parameter(kind, name, optional));
    }
    return new Signature(parameters);
  }

  /** What a parameter is that nothing uses: its name is all there is to go by. */
  private static ParameterKind guess(@Nullable String documented) {
    if (documented == null || documented.contains("prefix") || documented.contains("name")) {
      return ParameterKind.STEM;
    }
    if (documented.contains("domain")) {
      return ParameterKind.DOMAINS;
    }
    if (documented.contains("role")) {
      return ParameterKind.ROLE;
    }
    return documented.contains("type") ? ParameterKind.TYPES : ParameterKind.STEM;
  }

  /** The one kind that all uses fit; a piece of a name where they differ. */
  private static ParameterKind kind(int bits) {
    int families = 0;
    for (int family : FAMILIES) {
      families += (bits & family) != 0 ? 1 : 0;
    }
    if (families != 1 || (bits & ParameterUses.PASTED) != 0) {
      return ParameterKind.STEM;
    }
    if ((bits & TYPES) != 0) {
      return typeKind(bits);
    }
    if ((bits & ROLES) != 0) {
      return (bits & ParameterUses.ROLE) != 0 ? ParameterKind.ROLE : ParameterKind.ROLE_ATTRIBUTE;
    }
    if ((bits & TEXTS) != 0) {
      return (bits & ParameterUses.QUOTED) != 0 ? ParameterKind.STRING : ParameterKind.FILE_NAME;
    }
    return switch (bits) {
      case ParameterUses.CLASS -> ParameterKind.CLASSES;
      case ParameterUses.PERMISSION -> ParameterKind.PERMISSIONS;
      case ParameterUses.BOOLEAN -> ParameterKind.BOOLEAN;
      default -> ParameterKind.RANGE;
    };
  }

  private static ParameterKind typeKind(int bits) {
    if ((bits & ParameterUses.NEW_TYPE) != 0) {
      return ParameterKind.NEW_TYPE;
    }
    if ((bits & ParameterUses.TYPE) != 0) {
      return (bits & ParameterUses.SOURCE) != 0 ? ParameterKind.DOMAIN : ParameterKind.TYPE;
    }
    if ((bits & ParameterUses.ATTRIBUTE) != 0) {
      return ParameterKind.ATTRIBUTE;
    }
    return (bits & ParameterUses.SOURCE) != 0 ? ParameterKind.DOMAINS : ParameterKind.TYPES;
  }

  private static String name(@Nullable String documented, ParameterKind kind, Set<String> taken) {
    String wish = documented == null ? "" : word(documented);
    if (wish.isEmpty() || taken.contains(wish)) {
      wish = usual(kind);
    }
    String name = wish;
    for (int i = 2; taken.contains(name); i++) {
      name = wish + "_" + i;
    }
    return name;
  }

  private static String word(String text) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      word.append(Lexer.isWord(c) ? c : '_');
    }
    return word.length() == 0 || Lexer.isDigit(word.charAt(0)) ? "" : word.toString();
  }

  private static String usual(ParameterKind kind) {
    return switch (kind) {
      case DOMAIN, DOMAINS -> "who";
      case TYPE, TYPES, NEW_TYPE -> "what";
      case ATTRIBUTE -> "group";
      case ROLE, ROLE_ATTRIBUTE -> "who_role";
      case CLASSES -> "kinds";
      case PERMISSIONS -> "how";
      case BOOLEAN -> "gate";
      case STEM -> "stem";
      case FILE_NAME, STRING -> "object_name";
      case RANGE -> "range";
    };
  }
}
