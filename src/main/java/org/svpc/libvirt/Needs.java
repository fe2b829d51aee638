package org.svpc.libvirt;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.selinux.FileKind;

/** Collects what a domain's devices need, while they are read one after the other. */
final class Needs {
  /** A label in a list of second places beyond these says nothing new. */
  private static final int MOST_LABELS = 4;

  /** So much of a name or path is told. */
  private static final int MOST_SHOWN = 200;

  private final GuestLabel label;
  private final boolean accelerated;
  private final boolean fileMemory;
  private final Predicate<String> known;
  private final Diagnostics diagnostics;
  private final List<Need> needs = new ArrayList<>();
  private final List<Placement> placements = new ArrayList<>();
  private final Set<String> placed = new HashSet<>();
  private final List<Element> relabelled = new ArrayList<>();
  private boolean terminal;

  /**
   * @param fileMemory whether memory that is shared is a file that libvirt labels
   * @param known whether the policy has a type of that name
   */
  Needs(
      GuestLabel label,
      boolean accelerated,
      boolean fileMemory,
      Predicate<String> known,
      Diagnostics diagnostics) {
    this.label = label;
    this.accelerated = accelerated;
    this.fileMemory = fileMemory;
    this.known = known;
    this.diagnostics = diagnostics;
  }

  GuestLabel label() {
    return label;
  }

  /** The domain of a daemon that libvirt starts: its own where the policy has it. */
  Subject daemon(String type) {
    return knows(type) ? new Subject.Named(type) : Subject.LIBVIRT;
  }

  /** A type of the policy, or of a module that may come later. */
  Subject named(String type) {
    return knows(type) ? new Subject.Named(type) : new Subject.Missing(type);
  }

  /** The type of the memory that daemons share with the guest. */
  Subject sharedMemory() {
    return fileMemory ? Subject.SVIRT_IMAGE : Subject.own(Subject.Role.MEMORY);
  }

  boolean knows(String type) {
    return known.test(type) || StockTypes.contains(type);
  }

  void add(String what, Element place, String meaning, LibraryCall... calls) {
    List<LibraryCall> all = new ArrayList<>(List.of(calls));
    Subject memory = Subject.own(Subject.Role.MEMORY);
    for (LibraryCall call : calls) {
      if (call.access() != Access.MEMFD && call.arguments().contains(memory)) {
        all.add(LibraryCall.of(Access.MEMFD, memory));
      }
    }
    needs.add(new Need(what, place, meaning, all));
  }

  void add(String what, Element place, Access access, Subject... arguments) {
    add(what, place, "", LibraryCall.of(access, arguments));
  }

  /** The guest's template itself. */
  Access template() {
    return accelerated ? Access.KVM_GUEST : Access.TCG_GUEST;
  }

  void addTerminal(String what, Element place) {
    terminal = true;
    add(what, place, template());
  }

  // ---- images

  /** How a guest uses an image. */
  enum Use {
    EXCLUSIVE,
    CONTENT,
    SHARED
  }

  /**
   * An image under a path of the host.
   *
   * @param place the element that names it, with a label of its own where it has one
   * @param map whether it is mapped as memory
   */
  void image(String what, Element place, String path, Use use, FileKind kind, boolean map) {
    Element own = ImageLabels.own(place);
    String written = own == null ? null : own.textOf("label");
    if (own != null && written != null) {
      labelled(what, place, own, written, path, use, kind);
    } else if (label.relabels() && (own == null || !own.has("relabel", "no"))) {
      relabelled(what, place, path, use, kind, map);
    } else {
      asItIs(what, place, path, use, kind);
    }
  }

  /** The XML gives the label, which libvirt sets without adding categories. */
  private void labelled(
      String what,
      Element place,
      Element own,
      String written,
      String path,
      Use use,
      FileKind kind) {
    SelinuxLabel parts = SelinuxLabel.parse(written);
    if (parts == null) {
      diagnostics.add(
          Diagnostic.at(Code.DOMAIN_LABEL, own.tag(), "`" + shown(written) + "` is no context.")
              .label("the label of " + what)
              .note("A context is `user:role:type:level`, and libvirt sets it as it is written.")
              .build());
      return;
    }
    ImageLabels.checkCategories(what, own, parts, label, diagnostics);
    Subject type =
        knows(parts.type()) ? new Subject.Named(parts.type()) : new Subject.Declared(parts.type());
    add(
        what,
        place,
        "libvirt labels it `"
            + shown(written)
            + "` as the XML says, and adds no categories; the type, not a category, keeps it from"
            + " other guests.",
        access(type, use));
    if (!type.equals(Subject.SVIRT_IMAGE)) {
      place(what, place, path, kind, false, type, parts.range());
    }
  }

  private static LibraryCall access(Subject type, Use use) {
    if (type.equals(Subject.SVIRT_IMAGE)) {
      return LibraryCall.of(Access.LABELLED);
    }
    return switch (use) {
      case EXCLUSIVE -> LibraryCall.of(Access.IMAGE, type);
      case CONTENT -> LibraryCall.of(Access.CONTENT, type);
      case SHARED -> LibraryCall.of(Access.SHARED_IMAGE, type);
    };
  }

  /** libvirt labels it at each start, whatever label it has. */
  private void relabelled(
      String what, Element place, String path, Use use, FileKind kind, boolean map) {
    Places where = placeOf(path);
    boolean custom = where == Places.ELSEWHERE || where == Places.SYSTEM;
    switch (use) {
      case EXCLUSIVE -> {
        add(
            what,
            place,
            "libvirt labels it `svirt_image_t` with the guest's categories when the guest starts.",
            map ? LibraryCall.of(Access.MEMORY_FILE) : LibraryCall.of(Access.LABELLED));
        if (custom
            && place(what, place, path, kind, false, Subject.own(Subject.Role.IMAGE), "", false)) {
          relabelled.add(place);
        }
      }
      case CONTENT -> {
        add(
            what,
            place,
            "libvirt labels it `virt_content_t` without categories and does not take that back:"
                + " every guest may read it.",
            LibraryCall.of(Access.CONTENT, Subject.CONTENT));
        if (where == Places.ELSEWHERE) {
          place(what, place, path, kind, false, Subject.CONTENT, "", false);
        }
      }
      case SHARED -> {
        shareable(what, place);
        add(
            what,
            place,
            "libvirt labels it `svirt_image_t` without categories and does not take that back:"
                + " every guest may read and write it.",
            LibraryCall.of(Access.LABELLED));
        if (custom) {
          place(what, place, path, kind, false, Subject.DEFAULT_IMAGE, "", false);
        }
      }
    }
  }

  private void shareable(String what, Element place) {
    diagnostics.add(
        Diagnostic.at(
                Code.SHAREABLE_DISK,
                place.tag(),
                "Every guest of the host may read and write " + what + " while this one runs.")
            .label("shareable")
            .note(
                "libvirt labels shareable disks `svirt_image_t:s0`: the type of all guests' images,"
                    + " and no categories.")
            .help(
                "Give it a type of its own: `<seclabel model='selinux' relabel='no'/>` in its"
                    + " `<source>`, and the types of the module hold.")
            .build());
  }

  /** It keeps the label that it has on the host. */
  private void asItIs(String what, Element place, String path, Use use, FileKind kind) {
    Places where = placeOf(path);
    Subject type =
        switch (where) {
          case IMAGES -> Subject.DEFAULT_IMAGE;
          case CONTENT -> Subject.CONTENT;
          case OF_LIBVIRT -> Subject.SVIRT_IMAGE;
          case SYSTEM -> use == Use.CONTENT ? null : Subject.own(Subject.Role.IMAGE);
          case DEVICES -> null;
          case SHARED_MEMORY, HUGE_PAGES, ELSEWHERE ->
              switch (use) {
                case CONTENT -> Subject.CONTENT;
                case SHARED -> Subject.own(Subject.Role.SHARED);
                case EXCLUSIVE -> Subject.own(Subject.Role.IMAGE);
              };
        };
    if (type != null) {
      add(
          what,
          place,
          "libvirt leaves its label alone, so it has to be right on the host; without categories"
              + " only the type keeps it from other guests.",
          access(type, use));
      if (where == Places.ELSEWHERE || where == Places.SYSTEM) {
        place(what, place, path, kind, false, type, "");
      }
    } else if (where == Places.DEVICES) {
      add(
          what,
          place,
          "libvirt leaves its label alone: that of all disks of the host.",
          LibraryCall.of(Access.RAW_DISK));
    } else {
      add(what, place, "Every guest may read it.");
    }
  }

  private static Places placeOf(String path) {
    String normal = Places.normal(path);
    return normal == null ? Places.ELSEWHERE : Places.of(normal);
  }

  /** The type of something that libvirt labels for the guest, unless it labels nothing. */
  Subject labelledOr(Subject.Role otherwise) {
    return label.relabels() ? Subject.SVIRT_IMAGE : Subject.own(otherwise);
  }

  // ---- labels of paths

  /** A path that bears the type while the guest runs, too. */
  boolean place(
      String what,
      Element place,
      String path,
      FileKind kind,
      boolean tree,
      Subject type,
      String range) {
    return place(what, place, path, kind, tree, type, range, true);
  }

  /**
   * Notes that a path has to bear a type; false where no file context can say so.
   *
   * @param lasting whether the guest meets that label, and not another that libvirt sets
   */
  private boolean place(
      String what,
      Element place,
      String path,
      FileKind kind,
      boolean tree,
      Subject type,
      String range,
      boolean lasting) {
    String normal = Places.normal(path);
    if (normal == null || hasControls(normal)) {
      diagnostics.add(
          Diagnostic.at(
                  Code.PATH_NOT_LABELLED,
                  place.tag(),
                  "No file context can hold the path `" + shown(path) + "` of " + what + ".")
              .label("no path from the root, or one with control characters")
              .help("Label it by hand, with `chcon`, or give it another path.")
              .build());
      return false;
    }
    if (placed.add(normal + (tree ? "/" : ""))) {
      placements.add(new Placement(what, place, normal, kind, tree, type, range, lasting));
    }
    return true;
  }

  private static boolean hasControls(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (Character.isISOControl(path.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  // ---- what is not known

  void unknown(Element place, String message) {
    diagnostics.add(
        Diagnostic.at(Code.UNKNOWN_DEVICE, place.tag(), message)
            .label("not known")
            .help("If it needs an access, write it into the module by hand.")
            .build());
  }

  /** Tells of a node of the host for which the policy has no type. */
  void node(Element place, String node, String type) {
    if (!knows(type)) {
      notKnown(
          place,
          "The policy has no type `" + type + "` for `" + node + "`, which the guest opens.",
          "Give the host a module with a type for it, and add that to the call.");
    }
  }

  void notKnown(Element place, String message, String help) {
    Diagnostic.Builder problem =
        Diagnostic.at(Code.ACCESS_NOT_KNOWN, place.tag(), message).label("not told by the XML");
    diagnostics.add((help.isEmpty() ? problem : problem.help(help)).build());
  }

  /** Text of the XML for a message: short, and on one line. */
  static String shown(@Nullable String text) {
    if (text == null) {
      return "";
    }
    return line(text).replace('`', '\'');
  }

  /** The same of what svpc itself put together. */
  static String line(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length() && shown.length() < MOST_SHOWN; i++) {
      char c = text.charAt(i);
      boolean breaks = Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
      shown.append(breaks ? '?' : c);
    }
    return shown.append(text.length() > MOST_SHOWN ? "..." : "").toString();
  }

  // ---- the end

  Guest guest(String name, GuestNames names, Element domain) {
    if (!relabelled.isEmpty()) {
      Diagnostic.Builder problem =
          Diagnostic.at(
                  Code.IMAGE_RELABELLED,
                  relabelled.get(0).tag(),
                  "Images of the guest bear `"
                      + names.of(Subject.own(Subject.Role.IMAGE))
                      + "` only while it does not run.")
              .label("no label of its own");
      for (Element more : relabelled.subList(1, Math.min(relabelled.size(), MOST_LABELS))) {
        problem.label(more.tag(), "nor has this");
      }
      diagnostics.add(
          problem
              .note(
                  "With a dynamic label libvirt labels them `svirt_image_t` with the guest's"
                      + " categories at each start, whatever the guest's domain is.")
              .help(
                  "Nothing is to be done where that is meant. For a type that stays, write"
                      + " `<seclabel model='selinux' relabel='no'/>` into their `<source>`; then no"
                      + " category keeps them from others of the domain.")
              .build());
    }
    return new Guest(
        name, names, accelerated, label, domain, needs, placements, externs(), terminal);
  }

  private List<String> externs() {
    Set<Subject> used = new LinkedHashSet<>();
    for (Need need : needs) {
      for (LibraryCall call : need.calls()) {
        used.addAll(call.arguments());
      }
    }
    for (Placement placement : placements) {
      used.add(placement.type());
    }
    Set<String> externs = new TreeSet<>();
    for (Subject subject : used) {
      if (subject instanceof Subject.Missing missing) {
        externs.add(missing.name());
      } else if (subject instanceof Subject.Named named && !known.test(named.name())) {
        externs.add(named.name());
      }
    }
    return List.copyOf(externs);
  }
}
