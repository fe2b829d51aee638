package org.svpc.guests;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.svpc.access.AccessDecisions;
import org.svpc.compiler.CompiledModule;
import org.svpc.compiler.Compiler;
import org.svpc.console.Console;
import org.svpc.console.Reporting;
import org.svpc.console.Status;
import org.svpc.console.Ticker;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;
import org.svpc.ir.Module;
import org.svpc.libvirt.Element;
import org.svpc.libvirt.Guest;
import org.svpc.libvirt.GuestContexts;
import org.svpc.libvirt.LibraryCall;
import org.svpc.libvirt.ModuleText;
import org.svpc.libvirt.Need;
import org.svpc.libvirt.Placement;
import org.svpc.parse.SvpParser;
import org.svpc.selinux.FileKind;
import org.svpc.source.SourceFile;
import org.svpc.syntax.SourceUnit;
import org.svpc.syntax.Statement;
import org.svpc.target.Target;
import org.svpc.usage.BooleanSetting;
import org.svpc.usage.GuestOptions;
import org.svpc.usage.Option;
import org.svpc.usage.Request;
import org.svpc.verify.Coverage;
import org.svpc.verify.FileContexts;
import org.svpc.workspace.Compilation;
import org.svpc.workspace.Jobs;
import org.svpc.workspace.PolicySubject;

/**
 * Holds a policy against domains of libvirt. Each need of a guest stands for calls of the library;
 * what these expand to must be allowed to the guest's domain.
 */
final class GuestCoverage {
  /** libvirt's domain for guests whose XML names none. */
  private static final String DEFAULT_DOMAIN = "svirt_t";

  private static final String GUESTS = "virt_domain";

  private final Jobs jobs;
  private final Request.Run request;
  private final Console console;
  private final Compilation compilation;
  private final Ticker ticker;
  private final Diagnostics diagnostics;

  GuestCoverage(
      Jobs jobs, Request.Run request, Console console, Compilation compilation, Ticker ticker) {
    this.jobs = jobs;
    this.request = request;
    this.console = console;
    this.compilation = compilation;
    this.ticker = ticker;
    diagnostics = compilation.diagnostics();
  }

  int run(Target target, List<Guest> guests) throws InterruptedException, IOException {
    List<CompiledModule> modules = List.of();
    PolicySubject subject;
    String file = request.value(GuestOptions.POLICY);
    if (file != null) {
      subject = PolicySubject.read(file, console);
    } else {
      List<CompiledModule> compiled = compilation.compile(request.values(GuestOptions.COVERS));
      modules = compiled == null ? List.of() : compiled;
      subject =
          compiled == null
              ? null
              : PolicySubject.linked(compiled, request, console, ticker, diagnostics);
    }
    if (subject == null) {
      return diagnostics.hasErrors()
          ? Reporting.report(jobs.judged(List.of(diagnostics)), request, console)
          : Status.UNUSABLE;
    }
    IdSet on = booleans(subject.policy());
    if (on == null) {
      return Status.MISUSE;
    }
    AccessDecisions decisions = new AccessDecisions(subject.policy(), on);
    StringBuilder covered = new StringBuilder();
    for (Guest guest : guests) {
      String domain = domain(guest, subject.policy(), modules);
      List<Diagnostic> lacks = lacks(guest, domain, target, subject, decisions);
      for (Diagnostic lack : lacks) {
        diagnostics.add(lack);
      }
      covered
          .append(guest.name().replace('\n', ' '))
          .append(": ")
          .append(
              lacks.isEmpty()
                  ? "all that the XML needs is allowed"
                  : "not all that the XML needs is allowed")
          .append(" in ")
          .append(domain)
          .append('\n');
    }
    if (request.value(Option.REPORT, "human").equals("human")) {
      console.out().print(covered);
    }
    return Reporting.report(jobs.judged(List.of(diagnostics)), request, console);
  }

  private @Nullable IdSet booleans(Policy policy) {
    IdSet on = policy.booleans().on();
    for (String text : request.values(Option.BOOL)) {
      BooleanSetting setting = BooleanSetting.of(text);
      int bool = setting == null ? -1 : policy.booleans().names().id(setting.name());
      if (setting == null || bool < 0) {
        console.refuse(
            request.command(),
            setting == null
                ? BooleanSetting.problem(text)
                : "The policy has no boolean `" + setting.name() + "`.",
            "");
        return null;
      }
      on = setting.on() ? on.or(IdSet.of(bool)) : on.without(IdSet.of(bool));
    }
    return on;
  }

  // ---- the domain that is judged

  /** That of the user or the XML; else the one made for the guest; else that of the only guest. */
  private String domain(Guest guest, Policy policy, List<CompiledModule> modules) {
    String asked = request.value(GuestOptions.DOMAIN);
    String named = asked == null ? guest.label().type() : asked;
    if (named != null) {
      return named;
    }
    if (policy.types().names().id(guest.names().domain()) >= 0) {
      return guest.names().domain();
    }
    List<String> declared = new ArrayList<>();
    int group = policy.types().names().id(GUESTS);
    for (CompiledModule module : modules) {
      for (String type : types(module.module())) {
        int id = policy.types().names().id(type);
        if (id >= 0 && group >= 0 && policy.types().membersOf().get(group).contains(id)) {
          declared.add(type);
        }
      }
    }
    return declared.size() == 1 ? declared.get(0) : DEFAULT_DOMAIN;
  }

  private static List<String> types(Module module) {
    List<String> types = new ArrayList<>();
    module
        .body()
        .nodes()
        .forEach(
            node -> {
              if (node instanceof org.svpc.ir.Node.TypeDeclaration declaration) {
                types.add(declaration.name().name());
              }
            });
    return types;
  }

  // ---- what it lacks

  private List<Diagnostic> lacks(
      Guest read, String domain, Target target, PolicySubject subject, AccessDecisions decisions) {
    Policy policy = subject.policy();
    Predicate<String> known = name -> policy.types().names().id(name) >= 0;
    // The module that shows the needs has a domain of its own, whatever the judged one is.
    Guest guest = read.in(read.names().stem() + "_t");
    if (!known.test(domain)) {
      return List.of(
          Diagnostic.at(
                  Code.NOT_COVERED,
                  guest.domain().tag(),
                  "The policy has no domain `" + domain + "` for the guest.")
              .label("not covered")
              .help("Install a module that declares it, such as `svpc guest` writes.")
              .build());
    }
    String name = guest.names().stem() + ".svp";
    SourceFile file =
        new SourceFile(name, GuestCommand.laidOut(name, ModuleText.whole(guest, name)));
    Diagnostics found = new Diagnostics();
    List<CompiledModule> compiled =
        new Compiler(target, compilation.libraries(), found).compileFiles(List.of(file));
    if (compiled.size() != 1) {
      found.sorted().forEach(diagnostics::add);
      return List.of();
    }
    GuestContexts contexts = new GuestContexts(guest, domain, policy.properties().mls());
    FileContexts files = subject.files();
    Map<String, List<String>> names =
        contexts.of((path, kind) -> files == null ? null : label(files, path, kind), known);
    return new Coverage(decisions, names, items(guest, file), contexts.level())
        .judge(compiled.get(0).module());
  }

  private static @Nullable String label(FileContexts files, String path, FileKind kind) {
    String label = files.labelOf(path, kind);
    return label == null || label.equals(FileContexts.NONE) ? null : label;
  }

  /** Which stretch of the module stands for which need: the calls are in the order of the text. */
  private static List<Coverage.Item> items(Guest guest, SourceFile file) {
    List<Map.Entry<LibraryCall, List<Need>>> calls = ModuleText.wholeCalls(guest);
    SourceUnit unit = SvpParser.parse(file, new Diagnostics());
    List<Coverage.Item> items = new ArrayList<>();
    for (Statement statement : unit.statements()) {
      if (statement instanceof Statement.TypeDeclaration declaration) {
        List<Statement> body = declaration.body();
        if (body == null) {
          ofType(guest, declaration, items);
        } else {
          Need first = guest.needs().get(0);
          items.add(
              item(
                  declaration.span().start(),
                  body.isEmpty() ? declaration.span().end() : body.get(0).span().start(),
                  false,
                  first.what(),
                  first.place()));
          for (int i = 0; i < body.size(); i++) {
            Map.Entry<LibraryCall, List<Need>> call = calls.get(i);
            for (Need need : call.getValue()) {
              items.add(
                  item(
                      body.get(i).span().start(),
                      body.get(i).span().end(),
                      !call.getKey().access().isGuest(),
                      need.what(),
                      need.place()));
            }
          }
        }
      }
    }
    return items;
  }

  private static void ofType(
      Guest guest, Statement.TypeDeclaration declaration, List<Coverage.Item> items) {
    for (Placement placement : guest.placements()) {
      if (placement.lasting() && declaration.name().is(guest.names().of(placement.type()))) {
        items.add(
            item(
                declaration.span().start(),
                declaration.span().end(),
                false,
                placement.what(),
                placement.place()));
      }
    }
  }

  private static Coverage.Item item(
      int start, int end, boolean conditions, String what, Element place) {
    return new Coverage.Item(start, end, conditions, what, place.tag());
  }
}
