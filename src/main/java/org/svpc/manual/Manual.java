package org.svpc.manual;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.ir.FileContext;
import org.svpc.ir.Interface;
import org.svpc.ir.Module;
import org.svpc.manual.Page.Block;
import org.svpc.manual.Page.Section;
import org.svpc.selinux.Documentation;
import org.svpc.selinux.FileKind;
import org.svpc.selinux.LevelRange;
import org.svpc.selinux.PathPattern;
import org.svpc.text.Escapes;

/**
 * The manual page of a module, in the order of the pages that distributions have for theirs: what
 * it is for, its domains, its booleans and its types with the commands to use them, and the
 * interfaces it offers.
 */
public final class Manual {
  /** More rules than this that a boolean has a say in are counted, not told. */
  private static final int MOST_RULES = 20;

  private static final String CONSTRAINED = "mcs_constrained_type";
  private static final String GUEST = "virt_domain";
  private static final String IMAGE = "virt_image_type";

  private final Module module;
  private final boolean library;
  private final Contents contents;
  private final Map<String, List<FileContext.Entry>> labels = new LinkedHashMap<>();

  private Manual(Module module, boolean library) {
    this.module = module;
    this.library = library;
    contents = new Contents(module);
    for (FileContext.Entry entry : FileContext.taken(module.fileContexts())) {
      FileContext.Context context = entry.context();
      String type = context == null ? "" : context.type().name();
      labels.computeIfAbsent(type, key -> new ArrayList<>()).add(entry);
    }
  }

  /**
   * The page of a module.
   *
   * @param library whether it is a library, which has interfaces and nothing to install
   */
  public static Page of(Module module, boolean library) {
    return new Manual(module, library).page();
  }

  private Page page() {
    String name = module.name() + "_selinux";
    String summary = module.doc().summary();
    String title =
        summary.isEmpty()
            ? "SELinux policy " + (library ? "library " : "module ") + module.name()
            : withoutStop(summary);
    List<Section> sections = new ArrayList<>();
    add("Description", description(), sections);
    add("Domains", domains(), sections);
    add("Booleans", booleans(), sections);
    add("File types", types(), sections);
    add("Files without a label", unlabelled(), sections);
    add("Interfaces", interfaces(), sections);
    add("See also", List.of(Page.text(seeAlso())), sections);
    return new Page(name, title, module.name() + " " + module.version(), sections);
  }

  private static void add(String title, List<Block> blocks, List<Section> sections) {
    if (!blocks.isEmpty()) {
      sections.add(new Section(title, blocks));
    }
  }

  private static String withoutStop(String summary) {
    return summary.endsWith(".") && !summary.endsWith("..")
        ? summary.substring(0, summary.length() - 1)
        : summary;
  }

  // ---- sections

  private List<Block> description() {
    List<Block> blocks = new ArrayList<>();
    addDoc(module.doc(), blocks);
    if (library) {
      blocks.add(
          Page.text(
              "This is a library of svpc: other modules say `use "
                  + module.name()
                  + ";` and call what stands below. Nothing of it is installed by itself."));
      return blocks;
    }
    blocks.add(
        Page.text(
            "`"
                + module.name()
                + "` is a module of the SELinux policy, version `"
                + module.version()
                + "`. As root, it is installed and removed with"));
    blocks.add(
        new Block.Code(
            List.of("semodule -i " + module.name() + ".pp", "semodule -r " + module.name())));
    return blocks;
  }

  private List<Block> domains() {
    List<Block> blocks = new ArrayList<>();
    String first = "";
    for (Contents.Type type : contents.types()) {
      if (contents.isDomain(type.name())) {
        first = first.isEmpty() ? type.name() : first;
        blocks.add(new Block.Item(type.name(), domain(type)));
      }
    }
    if (blocks.isEmpty()) {
      return blocks;
    }
    blocks.add(
        0,
        Page.text(
            "Processes run in these domains; `ps -eZ` shows them. Each may do what its rules say"
                + " and no more."));
    blocks.add(
        Page.text(
            "What a domain is denied is in the audit log; `ausearch -m avc -ts recent` shows it. To"
                + " have it logged and not denied for a while, and denied again:"));
    blocks.add(
        new Block.Code(
            List.of("semanage permissive -a " + first, "semanage permissive -d " + first)));
    return blocks;
  }

  private List<Block> domain(Contents.Type type) {
    List<Block> blocks = new ArrayList<>();
    addDoc(type.doc(), blocks);
    addAliases(type, blocks);
    for (String program : contents.entries(type.name())) {
      blocks.add(Page.text("It is entered by programs of the type `" + program + "`."));
    }
    for (Contents.Start start : contents.starts(type.name())) {
      blocks.add(
          Page.text(
              "`" + start.from() + "` enters it when it runs one of `" + start.program() + "`."));
    }
    Set<String> attributes = contents.attributes(type.name());
    if (attributes.contains(GUEST)) {
      blocks.add(
          Page.text(
              "It is a domain of guests. libvirt starts a guest in it with this in the domain's"
                  + " XML, and adds categories of the guest's own:"));
      blocks.add(
          new Block.Code(
              List.of(
                  "<seclabel type='dynamic' model='selinux' relabel='yes'>",
                  "  <baselabel>system_u:system_r:" + type.name() + ":s0</baselabel>",
                  "</seclabel>")));
    }
    if (attributes.contains(CONSTRAINED)) {
      blocks.add(Page.text("Its categories keep it from what other processes of the domain have."));
    }
    if (contents.isPermissive(type.name())) {
      blocks.add(Page.text("It is permissive: what its rules lack is logged, and not denied."));
    }
    return orNothing(blocks);
  }

  private List<Block> booleans() {
    List<Block> blocks = new ArrayList<>();
    for (Contents.Switch bool : contents.booleans()) {
      List<Block> told = new ArrayList<>();
      addDoc(bool.doc(), told);
      told.add(Page.text("It is `" + (bool.value() ? "on" : "off") + "` by default."));
      addGated(bool.name(), told);
      told.add(
          new Block.Code(
              List.of("setsebool -P " + bool.name() + " " + (bool.value() ? "off" : "on"))));
      blocks.add(new Block.Item(bool.name(), told));
    }
    if (!blocks.isEmpty()) {
      blocks.add(
          0,
          Page.text(
              "Booleans open and close parts of the policy without another module. `getsebool -a`"
                  + " shows all of them; with `-P` a change outlives a restart."));
    }
    boolean others = false;
    for (String name : contents.gated().keySet()) {
      if (!contents.declaresBoolean(name)) {
        if (!others) {
          blocks.add(Page.text("Booleans of other modules that have a say in this one's rules:"));
          others = true;
        }
        List<Block> told = new ArrayList<>();
        addGated(name, told);
        told.add(new Block.Code(List.of("getsebool " + name)));
        blocks.add(new Block.Item(name, told));
      }
    }
    return blocks;
  }

  private void addGated(String bool, List<Block> into) {
    Set<String> rules = contents.gated().getOrDefault(bool, Set.of());
    if (rules.isEmpty()) {
      return;
    }
    if (rules.size() > MOST_RULES) {
      into.add(Page.text("It has a say in what " + rules.size() + " pairs of types may do."));
    } else {
      into.add(Page.text("It has a say in what these may do: " + String.join(", ", rules) + "."));
    }
  }

  private List<Block> types() {
    List<Block> blocks = new ArrayList<>();
    for (Contents.Type type : contents.types()) {
      if (!contents.isDomain(type.name())) {
        blocks.add(new Block.Item(type.name(), type(type)));
      }
    }
    for (Map.Entry<String, List<FileContext.Entry>> entry : labels.entrySet()) {
      if (!entry.getKey().isEmpty() && !declares(entry.getKey())) {
        List<Block> told = new ArrayList<>();
        told.add(Page.text("A type of another module. Labels of this one for it:"));
        addLabels(entry.getKey(), entry.getValue(), told);
        blocks.add(new Block.Item(entry.getKey(), told));
      }
    }
    if (!blocks.isEmpty()) {
      blocks.add(
          0,
          Page.text(
              "Files bear these types; `ls -Z` shows them. A path stands as the regular expression"
                  + " that the policy has for it. `restorecon` gives files the labels that the"
                  + " policy and `semanage fcontext` have for them."));
    }
    return blocks;
  }

  private boolean declares(String name) {
    for (Contents.Type type : contents.types()) {
      if (type.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private List<Block> type(Contents.Type type) {
    List<Block> blocks = new ArrayList<>();
    addDoc(type.doc(), blocks);
    addAliases(type, blocks);
    if (contents.attributes(type.name()).contains(IMAGE)) {
      blocks.add(Page.text("It is a type of images, which libvirt may label for its guests."));
    }
    List<FileContext.Entry> entries = labels.get(type.name());
    if (entries != null) {
      addLabels(type.name(), entries, blocks);
    } else {
      blocks.add(Page.text("The module has no path for it. To keep such files in one:"));
    }
    blocks.add(
        new Block.Code(
            List.of(
                "semanage fcontext -a -t " + type.name() + " '/PATH(/.*)?'",
                "restorecon -R -v /PATH")));
    return blocks;
  }

  private void addLabels(String type, List<FileContext.Entry> entries, List<Block> into) {
    List<String> lines = new ArrayList<>();
    List<String> restored = new ArrayList<>();
    for (FileContext.Entry entry : entries) {
      lines.add(line(entry));
      String path = literal(entry);
      if (path != null) {
        restored.add("restorecon -R -v " + Escapes.shell(path));
      }
    }
    into.add(new Block.Code(lines));
    if (!restored.isEmpty()) {
      into.add(Page.text("What is there already is labelled with"));
      into.add(new Block.Code(restored));
    }
    if (declares(type)) {
      into.add(Page.text("To keep such files elsewhere too:"));
    }
  }

  private static String line(FileContext.Entry entry) {
    FileContext.Context context = entry.context();
    LevelRange range = context == null ? null : context.range();
    String level = range == null || range.text().equals("s0") ? "" : "  (" + range.text() + ")";
    return entry.pattern()
        + (entry.kind() == FileKind.ANY ? "" : "  (" + entry.kind().word() + ")")
        + level;
  }

  /** The path that a pattern means and nothing else; null where it means more, or a home. */
  private static @Nullable String literal(FileContext.Entry entry) {
    String path = PathPattern.path(entry.pattern(), true);
    path = path == null ? PathPattern.path(entry.pattern(), false) : path;
    return path == null || !path.startsWith("/") ? null : path;
  }

  private List<Block> unlabelled() {
    List<Block> blocks = new ArrayList<>();
    List<FileContext.Entry> entries = labels.get("");
    if (entries != null) {
      List<String> lines = new ArrayList<>();
      for (FileContext.Entry entry : entries) {
        lines.add(line(entry));
      }
      blocks.add(Page.text("Relabelling leaves these alone:"));
      blocks.add(new Block.Code(lines));
    }
    return blocks;
  }

  private List<Block> interfaces() {
    List<Block> blocks = new ArrayList<>();
    for (Interface callable : module.interfaces()) {
      List<Block> told = new ArrayList<>();
      told.add(new Block.Code(List.of(signature(callable))));
      addDoc(callable.doc(), told);
      if (callable.deprecation() != null) {
        told.add(Page.text("Deprecated: " + callable.deprecation()));
      }
      for (Documentation.Parameter parameter : callable.doc().parameters()) {
        told.add(new Block.Item(parameter.name(), List.of(Page.text(parameter.text()))));
      }
      blocks.add(new Block.Item(callable.name(), told));
    }
    if (!blocks.isEmpty()) {
      blocks.add(
          0,
          Page.text(
              "Other modules reach what this one declares through these. A template declares names"
                  + " under its caller's."));
    }
    return blocks;
  }

  private static String signature(Interface callable) {
    StringBuilder out = new StringBuilder(callable.template() ? "template " : "interface ");
    out.append(callable.name()).append('(');
    String separator = "";
    for (Interface.Parameter parameter : callable.parameters()) {
      out.append(separator).append(parameter.kind().word()).append(' ').append(parameter.name());
      out.append(parameter.rest() ? "..." : parameter.optional() ? "?" : "");
      separator = ", ";
    }
    return out.append(')').toString();
  }

  private String seeAlso() {
    String pages =
        "`selinux`(8), `semodule`(8), `setsebool`(8), `getsebool`(8), `semanage-fcontext`(8),"
            + " `restorecon`(8)";
    for (Contents.Type type : contents.types()) {
      if (contents.attributes(type.name()).contains(GUEST)) {
        return pages + ", `virt_selinux`(8)";
      }
    }
    return pages;
  }

  // ---- parts

  private static void addDoc(Documentation doc, List<Block> into) {
    if (!doc.summary().isEmpty()) {
      into.add(Page.text(doc.summary()));
    }
    for (String paragraph : doc.description()) {
      into.add(Page.text(paragraph));
    }
  }

  private static void addAliases(Contents.Type type, List<Block> into) {
    if (!type.aliases().isEmpty()) {
      into.add(Page.text("Also called `" + String.join("`, `", type.aliases()) + "`."));
    }
  }

  private static List<Block> orNothing(List<Block> blocks) {
    return blocks.isEmpty() ? List.of(Page.text("The sources say nothing of it.")) : blocks;
  }
}
