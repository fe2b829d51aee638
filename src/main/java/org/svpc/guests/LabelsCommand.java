package org.svpc.guests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.svpc.access.AccessDecisions;
import org.svpc.compiler.Sources;
import org.svpc.console.Console;
import org.svpc.console.Reporting;
import org.svpc.console.Status;
import org.svpc.console.Ticker;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.files.IoReason;
import org.svpc.files.OutputFiles;
import org.svpc.index.Policy;
import org.svpc.labels.Capacity;
import org.svpc.labels.CategorySet;
import org.svpc.labels.DaemonRange;
import org.svpc.labels.DaemonSetup;
import org.svpc.labels.Dealer;
import org.svpc.labels.Keeper;
import org.svpc.labels.LabelTexts;
import org.svpc.labels.Labelling;
import org.svpc.labels.Plan;
import org.svpc.labels.PlanReader;
import org.svpc.labels.Proof;
import org.svpc.report.JsonTree;
import org.svpc.source.SourceFile;
import org.svpc.usage.Command;
import org.svpc.usage.LabelsOptions;
import org.svpc.usage.Option;
import org.svpc.usage.Request;
import org.svpc.workspace.InstalledPolicy;
import org.svpc.workspace.PolicyFile;

/** {@code svpc labels}: how many guests fit, and labels for the guests and groups of a plan. */
public final class LabelsCommand {
  private static final String LOCK = ".lock";
  private static final long MOST_BYTES = 64L << 20;

  private final Request.Run request;
  private final Console console;

  private LabelsCommand(Request.Run request, Console console) {
    this.request = request;
    this.console = console;
  }

  public static int run(Request.Run request, Console console) {
    return new LabelsCommand(request, console).run();
  }

  private int run() {
    CategorySet range = null;
    String given = request.value(LabelsOptions.RANGE);
    if (given != null) {
      range = DaemonRange.parse(given);
      if (range == null) {
        return refuse(DaemonRange.problem(given), "Write it as libvirt takes it: `c0.c899`.");
      }
    }
    boolean daemon = request.value(LabelsOptions.PRINT, "").equals("daemon");
    if (request.operands().isEmpty()) {
      if (request.has(LabelsOptions.CHECK)
          || request.has(LabelsOptions.ONLY)
          || (request.has(LabelsOptions.PRINT) && !daemon)) {
        return refuse("There is no plan to look at; expected PLAN.", Command.LABELS.seeHelp());
      }
      return daemon ? daemon(range) : capacity(range);
    }
    if (request.has(LabelsOptions.GROUPS)) {
      return refuse("`--groups` is for runs without PLAN, which names its groups.", "");
    }
    Policy policy = policy();
    if (policy == null) {
      return Status.UNUSABLE;
    }
    Diagnostics diagnostics = new Diagnostics();
    try (Ticker ticker = new Ticker(console, "Labelling")) {
      ticker.step("Labelling");
      return plan(policy, range, diagnostics);
    }
  }

  private int refuse(String problem, String help) {
    console.refuse(Command.LABELS, problem, help);
    return Status.MISUSE;
  }

  private @Nullable Policy policy() {
    String name = request.value(LabelsOptions.POLICY);
    if (name == null) {
      Path installed = InstalledPolicy.find();
      if (installed == null) {
        console.complain("No policy is installed here; name one with `--policy`.");
        return null;
      }
      name = installed.toString();
    }
    return PolicyFile.open(console, name);
  }

  private boolean json() {
    return request.value(Option.ANSWER, "human").equals("json");
  }

  // ---- without a plan

  private int capacity(@Nullable CategorySet range) {
    CategorySet all = DaemonRange.ASSUMED;
    if (request.has(LabelsOptions.POLICY) || InstalledPolicy.find() != null) {
      Policy policy = policy();
      if (policy == null) {
        return Status.UNUSABLE;
      }
      all = Proof.categories(policy);
    }
    if (range != null && !all.containsAll(range)) {
      return refuse("The policy has no categories but " + all + ".", "");
    }
    CategorySet used = range == null ? all : range;
    int reserved = 0;
    String groups = request.value(LabelsOptions.GROUPS);
    if (groups != null) {
      try {
        reserved = Integer.parseInt(groups);
      } catch (NumberFormatException e) {
        reserved = -1;
      }
      if (reserved < 0 || reserved > used.size()) {
        return refuse(
            "`" + groups + "` is no number of categories; expected 0 to " + used.size() + ".", "");
      }
    }
    long guests = Capacity.pairs(used.size() - reserved);
    if (json()) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("range", used.toString());
      tree.put("categories", used.size());
      tree.put("reserved", reserved);
      tree.put("guests", guests);
      console.out().print(JsonTree.render(tree));
    } else {
      console
          .out()
          .print(
              String.format(
                  "%,d guests fit: the pairs of %,d categories, %s%s.\n",
                  guests,
                  used.size() - reserved,
                  used,
                  reserved == 0
                      ? ""
                      : String.format(" without %,d that groups reserve", reserved)));
    }
    return Status.FINE;
  }

  private int daemon(@Nullable CategorySet range) {
    if (range == null) {
      return refuse(
          "`--range` is missing: the categories that libvirt shall draw from.",
          "A PLAN with `daemon` in it would say so as well.");
    }
    Policy policy = policy();
    if (policy == null) {
      return Status.UNUSABLE;
    }
    console.out().print(DaemonSetup.text(new AccessDecisions(policy), range));
    return Status.FINE;
  }

  // ---- with one

  private int plan(Policy policy, @Nullable CategorySet range, Diagnostics diagnostics) {
    Path file;
    try {
      file = Path.of(request.operands().get(0));
    } catch (InvalidPathException e) {
      console.complain("`" + request.operands().get(0) + "` cannot be the name of a file.");
      return Status.UNUSABLE;
    }
    SourceFile source = Sources.read(file, MOST_BYTES, diagnostics);
    Plan plan = source == null ? null : PlanReader.read(source, diagnostics);
    Path lock = file.resolveSibling(file.getFileName() + LOCK);
    SourceFile kept = Files.exists(lock) ? Sources.read(lock, MOST_BYTES, diagnostics) : null;
    Plan earlier = kept == null ? null : PlanReader.read(kept, diagnostics);
    if (plan == null || diagnostics.hasErrors()) {
      return Reporting.report(diagnostics, request, console);
    }
    CategorySet daemon =
        range != null ? range : plan.daemon() == null ? DaemonRange.ASSUMED : plan.daemon().set();
    if (request.value(LabelsOptions.PRINT, "").equals("daemon") && !daemon.isEmpty()) {
      console.out().print(DaemonSetup.text(new AccessDecisions(policy), daemon));
      return Reporting.complain(diagnostics, request, console);
    }
    CategorySet known = Proof.categories(policy);
    Labelling labelling = Dealer.deal(plan, earlier, known, daemon, diagnostics);
    Proof proof =
        labelling == null
            ? null
            : Proof.of(labelling, plan, new AccessDecisions(policy), diagnostics);
    if (labelling == null || proof == null) {
      return Reporting.report(diagnostics, request, console);
    }
    String text = Keeper.text(labelling);
    boolean same = kept != null && kept.text().equals(text);
    if (request.has(LabelsOptions.CHECK)) {
      int told = Reporting.complain(diagnostics, request, console);
      if (!same) {
        console.complain(
            "`"
                + lock
                + "` is not as this plan would leave it; run `svpc labels` without --check.");
      }
      return same ? told : Math.max(told, Status.ERRORS);
    }
    String answer = answer(labelling, proof);
    if (answer == null) {
      return Status.MISUSE;
    }
    if (!same && !write(lock, text)) {
      return Status.UNUSABLE;
    }
    console.out().print(answer);
    int told = Reporting.complain(diagnostics, request, console);
    if (!json()
        && !request.has(LabelsOptions.ONLY)
        && request.value(LabelsOptions.PRINT, "matrix").equals("matrix")) {
      console.err().print(summary(labelling));
    }
    return told;
  }

  private boolean write(Path lock, String text) {
    try {
      Path folder = lock.toAbsolutePath().getParent();
      new OutputFiles(folder == null ? Path.of("/") : folder)
          .put(String.valueOf(lock.getFileName()), text)
          .write();
      return true;
    } catch (IOException e) {
      console.complain("`" + lock + "` cannot be written: " + IoReason.of(e) + ".");
      return false;
    }
  }

  private static String summary(Labelling labelling) {
    int guests = labelling.guests().size();
    int groups = labelling.groups().size();
    return String.format(
        "%,d guest%s and %,d group%s, %,d of them new; %,d more guests fit.\n",
        guests,
        guests == 1 ? "" : "s",
        groups,
        groups == 1 ? "" : "s",
        labelling.dealt(),
        labelling.free());
  }

  /** What is asked for; null, with a message, where the plan has nothing of the name. */
  private @Nullable String answer(Labelling labelling, Proof proof) {
    LabelTexts texts = new LabelTexts(labelling, proof);
    String only = request.value(LabelsOptions.ONLY);
    String print = request.value(LabelsOptions.PRINT, only == null ? "matrix" : "seclabel");
    if (only != null) {
      if (json() || !print.equals("seclabel")) {
        console.refuse(Command.LABELS, "`--only` goes with `--print seclabel` alone.", "");
        return null;
      }
      for (Labelling.Guest guest : labelling.guests()) {
        if (guest.plan().name().text().equals(only)) {
          return texts.seclabel(guest);
        }
      }
      for (Labelling.Group group : labelling.groups()) {
        if (group.plan().name().text().equals(only)) {
          return texts.seclabel(group);
        }
      }
      console.refuse(Command.LABELS, "The plan has no guest and no group `" + only + "`.", "");
      return null;
    }
    if (json()) {
      return JsonTree.render(tree(labelling, proof));
    }
    return switch (print) {
      case "seclabel" -> texts.seclabels();
      case "commands" -> texts.commands();
      case "daemon" -> "# libvirt draws no labels, as the plan says: its range does not matter.\n";
      default -> texts.matrix();
    };
  }

  private static Map<String, Object> tree(Labelling labelling, Proof proof) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("categories", labelling.categories().toString());
    tree.put("daemon", labelling.daemon().toString());
    tree.put("free", labelling.free());
    tree.put("dealt", labelling.dealt());
    List<Object> groups = new ArrayList<>();
    for (Labelling.Group group : labelling.groups()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", group.plan().name().text());
      entry.put("level", group.categories().level());
      entry.put("fileContext", proof.fileContext(group.categories()));
      entry.put("members", group.members());
      groups.add(entry);
    }
    tree.put("groups", groups);
    List<Object> guests = new ArrayList<>();
    for (Labelling.Guest guest : labelling.guests()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", guest.plan().name().text());
      entry.put("level", guest.categories().level());
      entry.put("processContext", proof.processContext(guest));
      entry.put("fileContext", proof.fileContext(guest.categories()));
      entry.put("groups", guest.plan().groups().stream().map(Plan.Name::text).toList());
      guests.add(entry);
    }
    tree.put("guests", guests);
    List<Object> reaches = new ArrayList<>();
    for (Proof.Reach reach : proof.reaches()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("domain", reach.domain());
      entry.put("type", reach.type());
      entry.put("class", reach.objectClass());
      entry.put(
          "whose",
          switch (reach.whose()) {
            case OWN -> "own";
            case SHARED -> "shared";
            case OTHER -> "other";
            case EVERYONE -> "everyone";
          });
      entry.put("permissions", reach.permissions());
      reaches.add(entry);
    }
    tree.put("reaches", reaches);
    return tree;
  }
}
