package org.svpc.access;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.svpc.index.IdSet;
import org.svpc.index.MlsLevel;
import org.svpc.index.MlsRange;
import org.svpc.index.Names;
import org.svpc.index.Policy;
import org.svpc.index.SecurityContext;
import org.svpc.text.Spelling;

/**
 * Reads contexts, {@code user:role:type:level}, and holds them against a policy as the kernel does
 * ({@code policydb_context_isvalid}): the user must have the role, the role the type, the user's
 * range the level; {@code object_r} goes with everything.
 *
 * <p>A type alone stands for a usual context: {@code system_r}, else another role that has the
 * type, else {@code object_r}; {@code system_u}, else a user that has the role; the lowest level of
 * that user. {@code type:level} stands for the same with that level.
 */
public final class ContextReader {
  private static final String OBJECT_ROLE = "object_r";

  private final Policy policy;
  private final PolicyText text;

  public ContextReader(Policy policy) {
    this.policy = policy;
    text = new PolicyText(policy);
  }

  public ContextReading read(String context) {
    try {
      int colon = context.indexOf(':');
      if (colon < 0) {
        return new ContextReading.Valid(usual(type(context)));
      }
      return new ContextReading.Valid(
          startsWithType(context.substring(0, colon))
              ? withLevel(context.substring(0, colon), context.substring(colon + 1))
              : whole(context));
    } catch (WrongContext e) {
      return new ContextReading.Wrong(e.problem, e.help);
    }
  }

  /** The usual context of a type with a level, or a range of them, as it is written. */
  public ContextReading atLevel(int type, String written) {
    SecurityContext usual = usual(type);
    if (usual.range() == null) {
      return new ContextReading.Wrong(
          "`" + written + "` is a level, and the policy has none.", "Leave it out.");
    }
    try {
      return new ContextReading.Valid(
          new SecurityContext(usual.user(), usual.role(), type, range(written)));
    } catch (WrongContext e) {
      return new ContextReading.Wrong(e.problem, e.help);
    }
  }

  /** Ends the reading; never leaves this class. */
  @SuppressWarnings("serial")
  private static final class WrongContext extends Exception {
    private final String problem;
    private final String help;

    WrongContext(String problem, String help) {
      super(problem, null, false, false);
      this.problem = problem;
      this.help = help;
    }
  }

  private boolean startsWithType(String name) {
    return policy.properties().mls()
        && !name.isEmpty()
        && policy.users().names().id(name) < 0
        && policy.types().names().id(name) >= 0;
  }

  private SecurityContext withLevel(String type, String level) throws WrongContext {
    SecurityContext usual = usual(type(type));
    SecurityContext read =
        new SecurityContext(usual.user(), usual.role(), usual.type(), range(level));
    if (!policy.roles().names().name(read.role()).equals(OBJECT_ROLE)) {
      requireTogether(read);
    }
    return read;
  }

  private SecurityContext whole(String context) throws WrongContext {
    boolean mls = policy.properties().mls();
    int first = context.indexOf(':');
    int second = context.indexOf(':', first + 1);
    if (second < 0) {
      throw new WrongContext(
          "`" + context + "` is no context; expected `" + shape(mls) + "`.",
          "A type alone may stand for its usual context.");
    }
    int third = context.indexOf(':', second + 1);
    if (third >= 0 && !mls) {
      throw new WrongContext(
          "`" + context + "` has a level, and the policy has none.",
          "Write `" + context.substring(0, third) + "`.");
    }
    int user = id(policy.users().names(), "user", context.substring(0, first));
    int role = id(policy.roles().names(), "role", context.substring(first + 1, second));
    int type = type(context.substring(second + 1, third < 0 ? context.length() : third));
    if (mls && third < 0) {
      throw new WrongContext(
          "`" + context + "` has no level, and the policy has levels.",
          "Write `" + context + ":" + text.level(lowest()) + "`, or the level that is meant.");
    }
    MlsRange range = mls ? range(context.substring(third + 1)) : null;
    SecurityContext read = new SecurityContext(user, role, type, range);
    if (!policy.roles().names().name(role).equals(OBJECT_ROLE)) {
      requireTogether(read);
    }
    return read;
  }

  private static String shape(boolean mls) {
    return mls ? "USER:ROLE:TYPE:LEVEL" : "USER:ROLE:TYPE";
  }

  private void requireTogether(SecurityContext context) throws WrongContext {
    String user = policy.users().names().name(context.user());
    String role = policy.roles().names().name(context.role());
    if (!policy.roles().typesOf().get(context.role()).contains(context.type())) {
      String type = policy.types().names().name(context.type());
      List<String> fit =
          names(
              policy.roles().names(),
              other -> policy.roles().typesOf().get(other).contains(context.type()));
      throw new WrongContext(
          "The role `" + role + "` may not be with the type `" + type + "`.",
          fit.isEmpty()
              ? "No role is; as an object it has `object_r`."
              : "The type is with "
                  + some(fit)
                  + "; `role "
                  + role
                  + " types "
                  + type
                  + ";` would add it.");
    }
    if (!policy.users().rolesOf().get(context.user()).contains(context.role())) {
      List<String> fit =
          names(
              policy.users().names(),
              other -> policy.users().rolesOf().get(other).contains(context.role()));
      throw new WrongContext(
          "The user `" + user + "` may not have the role `" + role + "`.",
          fit.isEmpty() ? "No user has it." : "Users that have it: " + some(fit) + ".");
    }
    MlsRange range = context.range();
    if (range != null) {
      MlsRange most = policy.users().rangesOf().get(context.user());
      if (!range.low().dominates(most.low()) || !most.high().dominates(range.high())) {
        throw new WrongContext(
            "The level `"
                + text.range(range)
                + "` is outside what the user `"
                + user
                + "` may have.",
            "It may have `" + text.range(most) + "`.");
      }
    }
  }

  private int type(String name) throws WrongContext {
    int type = id(policy.types().names(), "type", name);
    if (policy.types().isAttribute(type)) {
      throw new WrongContext(
          "`" + name + "` is an attribute; a context has a type.",
          policy.types().membersOf().get(type).isEmpty()
              ? ""
              : "Its types are " + some(members(type)) + ".");
    }
    return type;
  }

  private List<String> members(int attribute) {
    List<String> names = new ArrayList<>();
    IdSet members = policy.types().membersOf().get(attribute);
    for (int type = members.next(0); type >= 0; type = members.next(type + 1)) {
      names.add(policy.types().names().name(type));
    }
    return names;
  }

  private static int id(Names names, String kind, String name) throws WrongContext {
    int id = name.isEmpty() ? -1 : names.id(name);
    if (id < 0) {
      List<String> close = Spelling.closest(name, names.all());
      throw new WrongContext(
          "The policy has no " + kind + " `" + name + "`.", Spelling.question(close));
    }
    return id;
  }

  private static List<String> names(Names names, IntPredicate wanted) {
    List<String> found = new ArrayList<>();
    for (int id = 0; id < names.size(); id++) {
      if (names.isUsed(id) && !names.name(id).equals(OBJECT_ROLE) && wanted.test(id)) {
        found.add(names.name(id));
      }
    }
    return found;
  }

  /** The first three, and how many more. */
  private static String some(List<String> names) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < Math.min(3, names.size()); i++) {
      out.append(i == 0 ? "`" : ", `").append(names.get(i)).append('`');
    }
    return names.size() > 3 ? out + " and " + (names.size() - 3) + " more" : out.toString();
  }

  // Levels.

  private MlsLevel lowest() {
    return new MlsLevel(0, IdSet.EMPTY);
  }

  private MlsRange range(String written) throws WrongContext {
    int dash = written.indexOf('-');
    if (dash < 0) {
      MlsLevel level = level(written);
      return new MlsRange(level, level);
    }
    MlsLevel low = level(written.substring(0, dash));
    MlsLevel high = level(written.substring(dash + 1));
    if (!high.dominates(low)) {
      throw new WrongContext(
          "`" + written + "` is no range: its high level does not dominate its low one.", "");
    }
    return new MlsRange(low, high);
  }

  private MlsLevel level(String written) throws WrongContext {
    int colon = written.indexOf(':');
    int sensitivity =
        id(
            policy.levels().sensitivities(),
            "sensitivity",
            colon < 0 ? written : written.substring(0, colon));
    long[] words = new long[(policy.levels().categories().size() + 63) >>> 6];
    if (colon >= 0) {
      for (int from = colon + 1; from <= written.length(); ) {
        int comma = written.indexOf(',', from);
        int end = comma < 0 ? written.length() : comma;
        addCategories(words, written.substring(from, end));
        from = end + 1;
      }
    }
    IdSet categories = IdSet.ofWords(words);
    IdSet fit = policy.levels().categoriesOf().get(sensitivity);
    if (!fit.containsAll(categories)) {
      String stray = policy.levels().categories().name(categories.without(fit).next(0));
      throw new WrongContext(
          "The category `"
              + stray
              + "` may not go with the sensitivity `"
              + policy.levels().sensitivities().name(sensitivity)
              + "`.",
          "");
    }
    return new MlsLevel(sensitivity, categories);
  }

  private void addCategories(long[] words, String written) throws WrongContext {
    Names categories = policy.levels().categories();
    int dot = written.indexOf('.');
    int low = id(categories, "category", dot < 0 ? written : written.substring(0, dot));
    int high = dot < 0 ? low : id(categories, "category", written.substring(dot + 1));
    if (dot >= 0 && high <= low) {
      throw new WrongContext(
          "`" + written + "` is no range of categories: it does not end behind its start.", "");
    }
    for (int category = low; category <= high; category++) {
      words[category >>> 6] |= 1L << category;
    }
  }

  // A type alone.

  /** What a type's name alone stands for. */
  SecurityContext usual(int type) {
    Names roles = policy.roles().names();
    int role = roles.id("system_r");
    if (role < 0 || !policy.roles().typesOf().get(role).contains(type) || userOf(role) < 0) {
      role = otherRole(type);
    }
    int user = Math.max(0, userOf(role));
    MlsRange range = null;
    if (policy.properties().mls()) {
      MlsLevel low = policy.users().rangesOf().get(user).low();
      range = new MlsRange(low, low);
    }
    return new SecurityContext(user, role, type, range);
  }

  private int otherRole(int type) {
    Names roles = policy.roles().names();
    int object = Math.max(0, roles.id(OBJECT_ROLE));
    for (int role = 0; role < roles.size(); role++) {
      if (role != object
          && policy.roles().typesOf().get(role).contains(type)
          && userOf(role) >= 0) {
        return role;
      }
    }
    return object;
  }

  /** A user that has the role; for {@code object_r} any will do. */
  private int userOf(int role) {
    Names users = policy.users().names();
    boolean any = policy.roles().names().name(role).equals(OBJECT_ROLE);
    int system = users.id("system_u");
    if (system >= 0 && (any || policy.users().rolesOf().get(system).contains(role))) {
      return system;
    }
    for (int user = 0; user < users.size(); user++) {
      if (users.isUsed(user) && (any || policy.users().rolesOf().get(user).contains(role))) {
        return user;
      }
    }
    return -1;
  }
}
