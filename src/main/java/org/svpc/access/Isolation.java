package org.svpc.access;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.index.ClassTable.ObjectClass;
import org.svpc.index.IdSet;
import org.svpc.index.MlsLevel;
import org.svpc.index.MlsRange;
import org.svpc.index.Policy;
import org.svpc.index.SecurityContext;

/**
 * What is left between two guests of a domain that differ in their categories alone, as libvirt
 * labels them.
 *
 * @param guest one of them, {@code s0:c1,c2}
 * @param other the other, {@code s0:c3,c4}
 * @param constrained whether constraints keep the guest from reading and writing files of other
 *     categories
 * @param crossings what it may do to the other, and to files and block devices of the types that it
 *     writes where they have the other's categories
 * @param exits the domains that it may start or become in which nothing keeps it from files of
 *     other categories
 */
public record Isolation(
    SecurityContext guest,
    SecurityContext other,
    boolean constrained,
    List<Crossing> crossings,
    List<Exit> exits) {

  public Isolation {
    crossings = List.copyOf(crossings);
    exits = List.copyOf(exits);
  }

  /**
   * Permissions that cross.
   *
   * @param objectType the type of what is reached, the domain itself for the other's process and
   *     sockets
   * @param permissions mask of those that the guest has on the other's
   * @param own mask of those that it has on its own
   */
  public record Crossing(int objectType, int objectClass, int permissions, int own) {}

  /**
   * A way into another domain.
   *
   * @param entries types of the programs by which it is entered
   * @param dynamic whether a process may become it without starting a program
   */
  public record Exit(int domain, List<Integer> entries, boolean dynamic) {
    public Exit {
      entries = List.copyOf(entries);
    }
  }

  /**
   * What crosses between two guests of a domain.
   *
   * @param domain id of a type that processes may have
   * @return null where the policy has no levels, fewer than five categories, or no role for the
   *     domain that may have them
   */
  public static @Nullable Isolation of(AccessDecisions decisions, int domain) {
    SecurityContext guest = guest(decisions.policy(), domain, 1);
    SecurityContext other = guest(decisions.policy(), domain, 3);
    return guest == null || other == null ? null : new Finder(decisions, guest, other).isolation();
  }

  private static @Nullable SecurityContext guest(Policy policy, int domain, int category) {
    if (!policy.properties().mls() || policy.levels().categories().size() < 5) {
      return null;
    }
    SecurityContext context = new ContextReader(policy).usual(domain);
    MlsRange most = policy.users().rangesOf().get(context.user());
    MlsLevel level = new MlsLevel(most.low().sensitivity(), IdSet.of(category, category + 1));
    return most.high().dominates(level)
            && policy.roles().typesOf().get(context.role()).contains(domain)
        ? new SecurityContext(context.user(), context.role(), domain, new MlsRange(level, level))
        : null;
  }

  /** Permissions of class process that the kernel checks of a process on itself alone. */
  private static final List<String> PROCESS_OF_ITSELF =
      List.of(
          "fork",
          "setexec",
          "setfscreate",
          "setkeycreate",
          "setsockcreate",
          "setcurrent",
          "execmem",
          "execstack",
          "execheap");

  /** The permissions of a class that the kernel checks of a process on itself alone, as a mask. */
  public static int ofItself(ObjectClass known) {
    int mask = 0;
    if (known.name().equals("process")) {
      for (String permission : PROCESS_OF_ITSELF) {
        mask |= known.mask(permission);
      }
    }
    return mask;
  }

  private static final class Finder {
    /** The classes of what lies in file systems. */
    private static final List<String> FILES =
        List.of("file", "dir", "lnk_file", "blk_file", "chr_file", "sock_file", "fifo_file");

    /** Classes that the kernel checks of a process on itself alone. */
    private static final List<String> OF_ITSELF =
        List.of("capability", "capability2", "cap_userns", "cap2_userns", "lockdown", "memprotect");

    private final AccessDecisions decisions;
    private final Policy policy;
    private final SecurityContext guest;
    private final SecurityContext other;
    private final int file;
    private final int objectRole;

    Finder(AccessDecisions decisions, SecurityContext guest, SecurityContext other) {
      this.decisions = decisions;
      policy = decisions.policy();
      this.guest = guest;
      this.other = other;
      file = policy.classes().names().id("file");
      objectRole = Math.max(0, policy.roles().names().id("object_r"));
    }

    Isolation isolation() {
      List<Crossing> crossings = new ArrayList<>();
      for (int id = 0; id < policy.classes().classes().size(); id++) {
        if (!OF_ITSELF.contains(policy.classes().get(id).name())) {
          cross(guest, other, id, ofItself(policy.classes().get(id)), crossings);
        }
      }
      for (int type = 0; type < policy.types().names().size(); type++) {
        if (isType(type) && type != guest.type() && isWritten(type)) {
          for (String name : FILES) {
            int id = policy.classes().names().id(name);
            if (id >= 0) {
              cross(object(guest, type), object(other, type), id, 0, crossings);
            }
          }
        }
      }
      return new Isolation(guest, other, isConstrained(guest), crossings, exits());
    }

    private void cross(
        SecurityContext own,
        SecurityContext foreign,
        int objectClass,
        int without,
        List<Crossing> crossings) {
      int crossing = decisions.allowed(guest, foreign, objectClass) & ~without;
      if (crossing != 0) {
        crossings.add(
            new Crossing(
                foreign.type(), objectClass, crossing, decisions.allowed(guest, own, objectClass)));
      }
    }

    private boolean isType(int id) {
      return policy.types().names().isUsed(id) && !policy.types().isAttribute(id);
    }

    /** Whether the guest writes files or block devices of a type that have its own categories. */
    private boolean isWritten(int type) {
      return mayWrite(type, file) || mayWrite(type, policy.classes().names().id("blk_file"));
    }

    private boolean mayWrite(int type, int objectClass) {
      return objectClass >= 0
          && (decisions.allowed(guest, object(guest, type), objectClass)
                  & policy.classes().get(objectClass).mask("write"))
              != 0;
    }

    private SecurityContext object(SecurityContext owner, int type) {
      return new SecurityContext(owner.user(), objectRole, type, owner.range());
    }

    /** Whether constraints keep a process from reading and writing files of other categories. */
    private boolean isConstrained(SecurityContext process) {
      if (file < 0) {
        return false;
      }
      ObjectClass known = policy.classes().get(file);
      int both = known.mask("read") | known.mask("write");
      return decisions.constrained(process, object(other, guest.type()), file, both) == both;
    }

    private List<Exit> exits() {
      List<Exit> exits = new ArrayList<>();
      int process = policy.classes().names().id("process");
      if (process < 0 || file < 0) {
        return exits;
      }
      int start = policy.classes().get(process).mask("transition");
      int become = policy.classes().get(process).mask("dyntransition");
      for (int type = 0; type < policy.types().names().size(); type++) {
        SecurityContext next = isType(type) && type != guest.type() ? process(type) : null;
        if (next != null && !isConstrained(next)) {
          int allowed = decisions.allowed(guest, next, process);
          List<Integer> entries = (allowed & start) == 0 ? List.of() : entries(next);
          boolean dynamic = (allowed & become) != 0;
          if (dynamic || !entries.isEmpty()) {
            exits.add(new Exit(type, entries, dynamic));
          }
        }
      }
      return exits;
    }

    /** The guest's context with another type, its role changed where it has to and may. */
    private @Nullable SecurityContext process(int type) {
      for (int role = -1; role < policy.roles().names().size(); role++) {
        int tried = role < 0 ? guest.role() : role;
        if (tried != objectRole
            && policy.roles().typesOf().get(tried).contains(type)
            && policy.users().rolesOf().get(guest.user()).contains(tried)
            && decisions.roleMayChange(guest.role(), tried)) {
          return new SecurityContext(guest.user(), tried, type, guest.range());
        }
      }
      return null;
    }

    /** Types of programs that the guest may run and that enter a domain. */
    private List<Integer> entries(SecurityContext next) {
      int execute = policy.classes().get(file).mask("execute");
      int enter = policy.classes().get(file).mask("entrypoint");
      MlsLevel low =
          new MlsLevel(
              policy.users().rangesOf().get(guest.user()).low().sensitivity(), IdSet.EMPTY);
      MlsRange range = new MlsRange(low, low);
      List<Integer> entries = new ArrayList<>();
      for (int type = 0; type < policy.types().names().size(); type++) {
        if (isType(type)) {
          SecurityContext program = new SecurityContext(guest.user(), objectRole, type, range);
          if ((decisions.allowed(next, program, file) & enter) != 0
              && (decisions.allowed(guest, program, file) & execute) != 0) {
            entries.add(type);
          }
        }
      }
      return entries;
    }
  }
}
