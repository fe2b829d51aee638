package org.svpc.labels;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.svpc.access.AccessDecisions;
import org.svpc.access.ContextReader;
import org.svpc.access.ContextReading;
import org.svpc.access.Isolation;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.index.IdSet;
import org.svpc.index.MlsLevel;
import org.svpc.index.MlsRange;
import org.svpc.index.Policy;
import org.svpc.index.SecurityContext;
import org.svpc.source.Span;
import org.svpc.text.Spelling;

/**
 * What a policy makes of labels that were dealt out. The labels are held against each other first:
 * none may cover another's, and none a group's that its guest is not in. What constraints see of
 * two labels is only whether they are the same, whether one covers the other, or neither; so one
 * decision of the engine for each domain, class and such relation holds for all its guests.
 */
public final class Proof {
  /** More domains than a host has. */
  private static final int MOST_DOMAINS = 64;

  private static final String DOMAIN = "svirt_t";
  private static final String IMAGE = "svirt_image_t";
  private static final String PROCESS = "process";
  private static final List<String> FILES =
      List.of("file", "dir", "lnk_file", "blk_file", "chr_file", "sock_file", "fifo_file");
  private static final List<String> CONTENT =
      List.of("read", "write", "append", "create", "unlink", "rename", "relabelto", "setattr");

  /** How the label of a thing stands to that of the guest that reaches for it. */
  public enum Whose {
    OWN("its own"),
    SHARED("what its groups share"),
    OTHER("what other guests have, and other groups share"),
    EVERYONE("what has no categories");

    private final String words;

    Whose(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /**
   * What guests of a domain may do to things of a class.
   *
   * @param type the type of the things: that of images, or of processes the domain of the others
   */
  public record Reach(
      String domain, String type, String objectClass, Whose whose, List<String> permissions) {
    public Reach {
      permissions = List.copyOf(permissions);
    }
  }

  private final Labelling labelling;
  private final Plan plan;
  private final AccessDecisions decisions;
  private final Policy policy;
  private final Diagnostics diagnostics;
  private final Map<String, SecurityContext> domains = new LinkedHashMap<>();
  private final List<Reach> reaches = new ArrayList<>();
  private @Nullable SecurityContext image;

  private Proof(Labelling labelling, Plan plan, AccessDecisions decisions, Diagnostics told) {
    this.labelling = labelling;
    this.plan = plan;
    this.decisions = decisions;
    policy = decisions.policy();
    diagnostics = told;
  }

  /**
   * Holds labels against a policy.
   *
   * @return null, with diagnostics, where the policy does not keep the guests apart, or keeps them
   *     from their own
   */
  public static @Nullable Proof of(
      Labelling labelling, Plan plan, AccessDecisions decisions, Diagnostics diagnostics) {
    Proof proof = new Proof(labelling, plan, decisions, diagnostics);
    proof.compareLabels();
    return proof.prove() ? proof : null;
  }

  /** The categories of a policy, those called {@code c} and a number. */
  public static CategorySet categories(Policy policy) {
    List<String> names = policy.levels().categories().all();
    int[] found = new int[names.size()];
    int count = 0;
    for (String name : names) {
      CategorySet one = name.indexOf(',') < 0 ? CategorySet.parse(name) : null;
      if (one != null && one.size() == 1) {
        found[count++] = one.get(0);
      }
    }
    return CategorySet.of(java.util.Arrays.copyOf(found, count));
  }

  /** By domain and class, in the order of the plan. */
  public List<Reach> reaches() {
    return reaches;
  }

  /** The domain of a guest. */
  public String domain(Plan.Guest guest) {
    Plan.Name own = guest.domain() == null ? plan.domain() : guest.domain();
    return own == null ? DOMAIN : own.text();
  }

  /** The type of images. */
  public String imageType() {
    Plan.Name given = plan.image();
    return given == null ? IMAGE : given.text();
  }

  /** The context of a guest's process. */
  public String processContext(Labelling.Guest guest) {
    SecurityContext context = domains.get(domain(guest.plan()));
    return context == null ? "" : prefix(context) + guest.categories().level();
  }

  /** The context of files with these categories. */
  public String fileContext(CategorySet categories) {
    return image == null ? "" : prefix(image) + categories.level();
  }

  private String prefix(SecurityContext context) {
    return policy.users().names().name(context.user())
        + ":"
        + policy.roles().names().name(context.role())
        + ":"
        + policy.types().names().name(context.type())
        + ":";
  }

  // ---- the labels

  /** A label that reaches too much here is a mistake of svpc: what plans say is checked before. */
  private void compareLabels() {
    Map<CategorySet, Labelling.Guest> owners = new HashMap<>();
    Map<Integer, Labelling.Group> reserved = new HashMap<>();
    for (Labelling.Group group : labelling.groups()) {
      for (int category : group.categories().toArray()) {
        check(reserved.put(category, group) == null, group.plan().name());
      }
      check(group.categories().firstCommon(labelling.daemon()) < 0, group.plan().name());
    }
    for (Labelling.Guest guest : labelling.guests()) {
      check(owners.put(guest.own(), guest) == null, guest.plan().name());
      check(guest.own().size() >= 2, guest.plan().name());
      for (int category : guest.categories().toArray()) {
        Labelling.Group group = reserved.get(category);
        check(
            group == null ? guest.own().contains(category) : isIn(guest, group),
            guest.plan().name());
      }
    }
    for (Labelling.Guest guest : labelling.guests()) {
      int[] own = guest.own().toArray();
      for (int bits = 0; own.length > 2 && bits < (1 << own.length) - 1; bits++) {
        check(!owners.containsKey(some(own, bits)), guest.plan().name());
      }
    }
  }

  private static boolean isIn(Labelling.Guest guest, Labelling.Group group) {
    for (Plan.Name name : guest.plan().groups()) {
      if (name.text().equals(group.plan().name().text())) {
        return true;
      }
    }
    return false;
  }

  static CategorySet some(int[] all, int bits) {
    int[] some = new int[Integer.bitCount(bits)];
    int count = 0;
    for (int i = 0; i < all.length; i++) {
      if ((bits & 1 << i) != 0) {
        some[count++] = all[i];
      }
    }
    return CategorySet.of(some);
  }

  private static void check(boolean holds, Plan.Name name) {
    if (!holds) {
      throw new IllegalStateException("label of " + name.text());
    }
  }

  // ---- the policy

  private boolean prove() {
    boolean fine = readImage();
    for (Labelling.Guest guest : labelling.guests()) {
      String name = domain(guest.plan());
      if (!domains.containsKey(name)) {
        Plan.Name given = guest.plan().domain() == null ? plan.domain() : guest.plan().domain();
        Span place = given == null ? null : given.place();
        SecurityContext context = readDomain(name, place);
        if (context == null || image == null) {
          return false;
        }
        if (domains.size() == MOST_DOMAINS) {
          refuse(place, "The plan has guests of more than " + MOST_DOMAINS + " domains.", "");
          return false;
        }
        domains.put(name, context);
        fine &= proveFiles(name, context, guest, image, place);
      }
    }
    for (SecurityContext from : domains.values()) {
      for (SecurityContext to : domains.values()) {
        processes(from, to);
      }
    }
    return fine;
  }

  private boolean readImage() {
    Span place = plan.image() == null ? null : plan.image().place();
    int type = type(imageType(), place);
    if (type < 0) {
      return false;
    }
    SecurityContext usual = usual(type);
    int role = policy.roles().names().id("object_r");
    image = new SecurityContext(usual.user(), Math.max(0, role), type, usual.range());
    return true;
  }

  private int type(String name, @Nullable Span place) {
    int type = policy.types().names().id(name);
    if (type < 0 || policy.types().isAttribute(type)) {
      refuse(
          place,
          type < 0
              ? "The policy has no type `" + name + "`."
              : "`" + name + "` is an attribute; a label has a type.",
          type < 0 ? Spelling.question(Spelling.closest(name, policy.types().names().all())) : "");
      return -1;
    }
    return type;
  }

  private SecurityContext usual(int type) {
    return ((ContextReading.Valid)
            new ContextReader(policy).read(policy.types().names().name(type)))
        .context();
  }

  /** The domain as guests have it, with all categories that labels of the plan may have. */
  private @Nullable SecurityContext readDomain(String name, @Nullable Span place) {
    int type = type(name, place);
    if (type < 0) {
      return null;
    }
    ContextReading reading =
        new ContextReader(policy).read(name + ":" + labelling.categories().level());
    if (reading instanceof ContextReading.Wrong wrong) {
      refuse(place, wrong.problem(), wrong.help());
      return null;
    }
    SecurityContext context = ((ContextReading.Valid) reading).context();
    if (!policy.roles().typesOf().get(context.role()).contains(type)) {
      refuse(
          place,
          "`" + name + "` is no type of processes: no role has it.",
          "Name a domain of guests, such as `svirt_t`.");
      return null;
    }
    return context;
  }

  private boolean proveFiles(
      String name,
      SecurityContext domain,
      Labelling.Guest guest,
      SecurityContext images,
      @Nullable Span place) {
    CategorySet label = guest.categories();
    SecurityContext source = at(domain, label);
    SecurityContext other = at(images, stranger(label));
    boolean fine = true;
    for (String className : FILES) {
      int id = policy.classes().names().id(className);
      if (id < 0) {
        continue;
      }
      int content = 0;
      for (String permission : CONTENT) {
        content |= policy.classes().get(id).mask(permission);
      }
      int own = reach(source, at(images, label), id, Whose.OWN);
      int shared = own;
      if (!labelling.groups().isEmpty()) {
        shared = reach(source, at(images, CategorySet.of(label.get(0))), id, Whose.SHARED);
      }
      int strangers = reach(source, other, id, Whose.OTHER);
      reach(source, at(images, CategorySet.EMPTY), id, Whose.EVERYONE);
      if (className.equals("file")) {
        int both = policy.classes().get(id).mask("read") | policy.classes().get(id).mask("write");
        if (decisions.constrained(source, other, id, both) != both) {
          refuse(
              place,
              "The policy does not keep guests of `" + name + "` from files of other categories.",
              "`mcs_constrained(this);` in the domain's block makes its labels count.");
          return false;
        }
        if ((own & both) != both || (shared & both) != both) {
          refuse(
              plan.image() == null ? place : plan.image().place(),
              "Guests of `"
                  + name
                  + "` cannot read and write "
                  + ((own & both) != both ? "their own images" : "what their groups share")
                  + ", which are files of `"
                  + imageType()
                  + "`.",
              "`svpc access` tells why.");
          return false;
        }
      }
      if ((strangers & content) != 0) {
        fine = false;
        refuse(
            place,
            "Guests of `"
                + name
                + "` may "
                + String.join(", ", policy.classes().get(id).names(strangers & content))
                + " what others have (class `"
                + className
                + "`).",
            "`svpc access` tells why.");
      }
    }
    return fine;
  }

  /** Categories that neither cover a label nor are covered by it. */
  private CategorySet stranger(CategorySet label) {
    CategorySet rest = labelling.categories().without(label);
    return rest.size() < 2
        ? rest.with(CategorySet.of(label.get(0)))
        : CategorySet.of(rest.get(0), rest.get(1));
  }

  private void processes(SecurityContext from, SecurityContext to) {
    int id = policy.classes().names().id(PROCESS);
    CategorySet label = labelling.guests().get(0).categories();
    if (id >= 0) {
      reach(at(from, label), at(to, stranger(label)), id, Whose.OTHER);
    }
  }

  private int reach(SecurityContext source, SecurityContext target, int id, Whose whose) {
    int allowed =
        decisions.allowed(source, target, id) & ~Isolation.ofItself(policy.classes().get(id));
    reaches.add(
        new Reach(
            policy.types().names().name(source.type()),
            policy.types().names().name(target.type()),
            policy.classes().get(id).name(),
            whose,
            policy.classes().get(id).names(allowed)));
    return allowed;
  }

  private SecurityContext at(SecurityContext context, CategorySet categories) {
    int[] ids = new int[categories.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = policy.levels().categories().id("c" + categories.get(i));
    }
    MlsLevel level = new MlsLevel(0, IdSet.of(ids));
    return new SecurityContext(
        context.user(), context.role(), context.type(), new MlsRange(level, level));
  }

  private void refuse(@Nullable Span place, String problem, String help) {
    Diagnostic.Builder told =
        place == null
            ? Diagnostic.of(Code.PLAN_NOT_KEPT, problem)
            : Diagnostic.at(Code.PLAN_NOT_KEPT, place, problem);
    diagnostics.add(help.isEmpty() ? told : told.help(help));
  }
}
