package org.svpc.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.cil.CilComparator;
import org.svpc.corpus.ModuleTools;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.BuildCondition;
import org.svpc.ir.Module;
import org.svpc.ir.Node;
import org.svpc.ir.Provider;
import org.svpc.ir.Require;
import org.svpc.ir.Scope;
import org.svpc.plain.PlainReader;
import org.svpc.plain.Seed;
import org.svpc.selinux.NameKind;
import org.svpc.source.Origin;
import org.svpc.source.SourceFile;

/** What the emitters of plain policy and CIL write, on every construct that a module may hold. */
final class EmittersTest {
  private static String build(Path folder, String name, String te, String fc) throws IOException {
    Files.writeString(folder.resolve(name + ".te"), te);
    Files.writeString(folder.resolve(name + ".fc"), fc);
    ModuleTools.Built built = ModuleTools.build(folder, name);
    assertThat(built.succeeded()).as(built.text()).isTrue();
    return built.text();
  }

  private static Module read(String te) {
    Diagnostics diagnostics = new Diagnostics();
    Module module = PlainReader.read(new SourceFile("m.te", te), diagnostics);
    assertThat(diagnostics.sorted()).isEmpty();
    return module;
  }

  private static String emitted(String body) {
    return ModuleEmitter.emit(read("module m 1;\n" + body)).text();
  }

  @Test
  void everyConstructComesOutEqual(@TempDir Path folder) throws IOException {
    Module seed = Seed.module();
    String expected = build(folder, "seed", Seed.te(), Seed.fc());
    String viaTools =
        build(
            folder,
            "seed",
            ModuleEmitter.emit(seed).text(),
            FileContextsEmitter.emit(seed.fileContexts()).text());
    assertThat(CilComparator.compare(expected, viaTools)).isEmpty();
    String direct = CilEmitter.emit(seed).text();
    String expand = "(expandtypeattribute (seed_attr) false)\n";
    assertThat(direct).contains(expand);
    assertThat(viaTools).doesNotContain("expandtypeattribute");
    assertThat(CilComparator.compare(expected, direct.replace(expand, ""))).isEmpty();
  }

  @Test
  void whatIsWrittenReadsBackAndIsWrittenTheSame() {
    Module seed = Seed.module();
    String te = ModuleEmitter.emit(seed).text();
    String fc = FileContextsEmitter.emit(seed.fileContexts()).text();
    Module again = Seed.read("seed", te, fc);
    assertThat(ModuleEmitter.emit(again).text()).isEqualTo(te);
    assertThat(FileContextsEmitter.emit(again.fileContexts()).text()).isEqualTo(fc);
    assertThat(CilEmitter.emit(again).text()).isEqualTo(CilEmitter.emit(seed).text());
  }

  @Test
  void orderOfTheSourceDoesNotShow() {
    String requires = "require { type a, b; class file { read write }; }\n";
    assertThat(emitted(requires + "allow a b:file read; allow b a:file { write read };"))
        .isEqualTo(emitted(requires + "allow b a:file { read write }; allow a b:file read;"));
  }

  @Test
  void everyLineKnowsItsOrigin() {
    EmittedText te = ModuleEmitter.emit(Seed.module());
    List<String> lines = te.text().lines().toList();
    assertThat(te.origins()).hasSize(lines.size());
    for (int line = 1; line <= lines.size(); line++) {
      String text = lines.get(line - 1).strip();
      Origin origin = te.origin(line);
      if (origin == null) {
        assertThat(text.isEmpty() || isOfRequires(text)).as(text).isTrue();
      } else if (!text.startsWith("}")) {
        assertThat(firstWord(text)).startsWith(firstWord(origin.span().text()));
      }
    }
    assertThat(te.origin(0)).isNull();
    assertThat(te.origin(lines.size() + 1)).isNull();
  }

  private static boolean isOfRequires(String line) {
    return line.equals("}")
        || List.of(
                "require",
                "type",
                "attribute",
                "role",
                "attribute_role",
                "bool",
                "class",
                "sensitivity",
                "category")
            .contains(firstWord(line));
  }

  private static String firstWord(String text) {
    return text.lines()
        .findFirst()
        .orElse("")
        .chars()
        .takeWhile(c -> Character.isLetter(c) || c == '_')
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  @Test
  void requireOfAnOwnBooleanIsLeftOut() {
    assertThat(emitted("require { bool b; bool other; } bool b true;"))
        .isEqualTo("module m 1;\n\nrequire {\n\tbool other;\n}\n\nbool b true;\n");
  }

  @Test
  void scopeWithoutRequiresGetsOneThatLeavesNoTrace(@TempDir Path folder) throws IOException {
    Module module =
        new Module(
            "m", "1", read("module m 1;").doc(), Scope.EMPTY, List.of(), List.of(), origin());
    String te = ModuleEmitter.emit(module).text();
    assertThat(te).isEqualTo("module m 1;\n\nrequire {\n\tclass process fork;\n}\n");
    assertThat(build(folder, "m", te, "")).isEmpty();
  }

  @Test
  void choicesAndCallsComeOutAsTheTargetTakesThem() {
    Module rules = read("module m 1; require { type a, b; class file read; } allow a b:file read;");
    Node rule = rules.body().nodes().get(0);
    Scope arm =
        new Scope(
            List.of(Require.of(NameKind.TYPE, "x"), Require.of(NameKind.BOOLEAN, "y")),
            List.of(rule, new Node.Comment(List.of("a comment"), origin())));
    Node choice =
        new Node.BuildChoice(
            new BuildCondition.Option("init_systemd"), true, arm, Scope.EMPTY, origin());
    Node other =
        new Node.BuildChoice(
            new BuildCondition.Option("distro_redhat"),
            false,
            new Scope(List.of(Require.of(NameKind.TYPE, "never")), List.of()),
            Scope.EMPTY,
            origin());
    Node call =
        new Node.Call("m_read", Provider.MODULE, List.of("a"), Scope.of(List.of(choice)), origin());
    Module module =
        new Module(
            "m", "1", rules.doc(), Scope.of(List.of(call, other)), List.of(), List.of(), origin());
    assertThat(ModuleEmitter.emit(module).text())
        .isEqualTo("module m 1;\n\nrequire {\n\ttype x;\n\tbool y;\n}\n\nallow a b:file read;\n");
    assertThat(CilEmitter.emit(module).text())
        .isEqualTo("(typeattributeset cil_gen_require x)\n(allow a b (file (read)))\n");
  }

  private static Origin origin() {
    return read("module m 1;").origin();
  }
}
