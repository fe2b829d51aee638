package org.svpc.guests;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.svpc.compiler.Formatting;
import org.svpc.compiler.Sources;
import org.svpc.console.Console;
import org.svpc.console.Reporting;
import org.svpc.console.Status;
import org.svpc.console.Ticker;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.files.IoReason;
import org.svpc.files.OutputFiles;
import org.svpc.libvirt.Element;
import org.svpc.libvirt.Explanation;
import org.svpc.libvirt.Guest;
import org.svpc.libvirt.GuestReader;
import org.svpc.libvirt.ModuleText;
import org.svpc.libvirt.SeclabelText;
import org.svpc.libvirt.StockTypes;
import org.svpc.libvirt.TestText;
import org.svpc.libvirt.XmlReader;
import org.svpc.source.SourceFile;
import org.svpc.target.Target;
import org.svpc.usage.GuestOptions;
import org.svpc.usage.Identifier;
import org.svpc.usage.Option;
import org.svpc.usage.Request;
import org.svpc.workspace.Compilation;
import org.svpc.workspace.Jobs;
import org.svpc.workspace.OutputFolder;

/** {@code svpc guest}: makes modules of libvirt's domains, or holds a policy against them. */
public final class GuestCommand {
  private static final String STANDARD_INPUT = "-";

  private final Jobs jobs;
  private final Request.Run request;
  private final Console console;
  private final Compilation compilation;
  private final Diagnostics diagnostics;

  private GuestCommand(Jobs jobs, Request.Run request, Console console, Ticker ticker) {
    this.jobs = jobs;
    this.request = request;
    this.console = console;
    compilation = new Compilation(request, ticker);
    diagnostics = compilation.diagnostics();
  }

  public static int run(Request.Run request, Console console) {
    String wrong = wrongUse(request);
    if (wrong != null) {
      console.refuse(request.command(), wrong, request.command().seeHelp());
      return Status.MISUSE;
    }
    Jobs jobs = Jobs.inTarget(request, console);
    if (jobs == null) {
      return Status.MISUSE;
    }
    List<Jobs.Job> all = jobs.all();
    if (all.isEmpty()) {
      return Reporting.report(jobs.judged(List.of()), request, console);
    }
    try (Ticker ticker = new Ticker(console, "Reading")) {
      return new GuestCommand(jobs, all.get(0).request(), console, ticker).run(ticker);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      console.complain("The work was interrupted.");
      return Status.UNUSABLE;
    } catch (IOException e) {
      console.complain("The modules cannot be linked: " + IoReason.of(e) + ".");
      return Status.UNUSABLE;
    }
  }

  private static @Nullable String wrongUse(Request.Run request) {
    boolean covers = request.has(GuestOptions.COVERS) || request.has(GuestOptions.POLICY);
    boolean human = request.value(Option.REPORT, "human").equals("human");
    if (request.has(GuestOptions.WRITE_SECLABEL) && covers) {
      return "`--write-seclabel` and `--covers` do not go together.";
    }
    if (request.has(GuestOptions.COVERS) && request.has(GuestOptions.POLICY)) {
      return "`--covers` links a module, and `--policy` names what is linked already; give one.";
    }
    if (covers && request.has(GuestOptions.MODULES_FOLDER)) {
      return "Nothing is written with `--covers` and `--policy`, so `-o` has no meaning.";
    }
    if (request.has(GuestOptions.WRITE_SECLABEL) && request.has(GuestOptions.MODULES_FOLDER)) {
      return "`--write-seclabel` prints the XML, so `-o` has no meaning.";
    }
    if (request.has(GuestOptions.WRITE_SECLABEL) && request.operands().size() > 1) {
      return "`--write-seclabel` takes one XML.";
    }
    if (!human && !covers && !request.has(GuestOptions.MODULES_FOLDER)) {
      return "A report for machines and the result cannot share standard output; give `-o DIR`.";
    }
    String domain = request.value(GuestOptions.DOMAIN);
    if (domain != null && !Identifier.is(domain)) {
      return "`" + domain + "` cannot be the name of a domain.";
    }
    return null;
  }

  private int run(Ticker ticker) throws InterruptedException, IOException {
    Target target = compilation.readTarget();
    if (target == null) {
      return Reporting.report(judged(), request, console);
    }
    String domain = request.value(GuestOptions.DOMAIN);
    if (domain != null
        && !judges()
        && (StockTypes.contains(domain) || !target.kinds(domain).isEmpty())) {
      console.refuse(
          request.command(),
          "`" + domain + "` is a name of the policy, and a module needs one of its own.",
          "With `--policy` or `--covers` it is asked about as it is.");
      return Status.MISUSE;
    }
    List<Guest> guests = guests(target);
    if (judged().hasErrors()) {
      return Reporting.report(judged(), request, console);
    }
    if (judges()) {
      return new GuestCoverage(jobs, request, console, compilation, ticker).run(target, guests);
    }
    if (request.has(GuestOptions.WRITE_SECLABEL)) {
      console.out().print(SeclabelText.of(guests.get(0)));
      return Reporting.complain(judged(), request, console);
    }
    String folder = request.value(GuestOptions.MODULES_FOLDER);
    if (folder == null) {
      print(guests);
      return Reporting.complain(judged(), request, console);
    }
    write(guests, folder);
    return Reporting.report(judged(), request, console);
  }

  /** What was found, as the project judges it. */
  private Diagnostics judged() {
    return jobs.judged(List.of(diagnostics));
  }

  /** Whether a policy is judged, and nothing written. */
  private boolean judges() {
    return request.has(GuestOptions.COVERS) || request.has(GuestOptions.POLICY);
  }

  // ---- reading

  private List<Guest> guests(Target target) {
    Predicate<String> known = name -> !target.kinds(name).isEmpty();
    GuestReader reader = new GuestReader(known, request.value(GuestOptions.DOMAIN), diagnostics);
    List<Guest> guests = new ArrayList<>();
    Set<String> stems = new HashSet<>();
    for (String operand : request.operands()) {
      SourceFile file = file(operand);
      Element root = file == null ? null : XmlReader.read(file, diagnostics);
      Guest guest = root == null ? null : reader.read(root);
      if (guest != null) {
        Guest own = guest;
        for (int number = 2; !stems.add(own.names().stem()); number++) {
          own = guest.numbered(number);
        }
        guests.add(own);
      }
    }
    return guests;
  }

  private @Nullable SourceFile file(String operand) {
    if (operand.equals(STANDARD_INPUT)) {
      return Sources.read("<stdin>", console.in(), diagnostics);
    }
    try {
      return Sources.read(Path.of(operand), diagnostics);
    } catch (InvalidPathException e) {
      diagnostics.add(
          Diagnostic.of(Code.UNREADABLE_SOURCE, "`" + operand + "` cannot be the name of a file."));
      return null;
    }
  }

  // ---- writing

  /** A text in the one layout; that of a module svpc wrote itself always has one. */
  static String laidOut(String name, String text) {
    Diagnostics found = new Diagnostics();
    String formatted = Formatting.format(new SourceFile(name, text), found);
    if (formatted == null) {
      throw new IllegalStateException("the module of a guest does not parse: " + found.sorted());
    }
    return formatted;
  }

  static String module(Guest guest) {
    return laidOut(
        guest.names().stem() + ".svp", ModuleText.of(guest, guest.domain().tag().file().name()));
  }

  private void print(List<Guest> guests) {
    for (Guest guest : guests) {
      console.out().print(module(guest));
      console.err().print(Explanation.of(guest, guest.names().stem() + ".svp"));
    }
  }

  private void write(List<Guest> guests, String folder) {
    OutputFiles files = OutputFolder.files(folder, diagnostics);
    if (files == null) {
      return;
    }
    StringBuilder words = new StringBuilder();
    for (Guest guest : guests) {
      String stem = guest.names().stem();
      files.put(stem + ".svp", module(guest));
      files.put(stem + "_test.svp", laidOut(stem + "_test.svp", TestText.of(guest)));
      words.append(Explanation.of(guest, Path.of(folder, stem + ".svp").toString()));
    }
    if (OutputFolder.write(files, folder, diagnostics)
        && request.value(Option.REPORT, "human").equals("human")) {
      console.out().print(words);
    }
  }
}
