package org.svpc.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.svpc.corpus.Corpus;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.FileContext;
import org.svpc.ir.Module;
import org.svpc.ir.Node;
import org.svpc.ir.Require;
import org.svpc.report.HumanReport;
import org.svpc.selinux.NameKind;
import org.svpc.source.SourceFile;
import org.svpc.testing.Golden;

/**
 * What the reader of plain policy takes in, what it refuses and how, and that nothing breaks it.
 */
final class PlainReaderTest {
  private static final Golden GOLDEN = Golden.in("plain/errors");

  private static Diagnostics problems(String te) {
    Diagnostics diagnostics = new Diagnostics();
    PlainReader.read(new SourceFile("m.te", te), diagnostics);
    return diagnostics;
  }

  private static Module read(String body) {
    Diagnostics diagnostics = new Diagnostics();
    Module module = PlainReader.read(new SourceFile("m.te", "module m 1;\n" + body), diagnostics);
    assertThat(diagnostics.sorted()).isEmpty();
    return module;
  }

  @Test
  void errorsAreToldInWords() {
    for (String input : GOLDEN.inputs(".te")) {
      Diagnostics diagnostics = new Diagnostics();
      PlainReader.read(new SourceFile(input + ".te", GOLDEN.read(input + ".te")), diagnostics);
      GOLDEN.check(input + ".diagnostics", new HumanReport(false).render(diagnostics.sorted()));
    }
    for (String input : GOLDEN.inputs(".fc")) {
      Diagnostics diagnostics = new Diagnostics();
      FileContextReader.read(
          new SourceFile(input + ".fc", GOLDEN.read(input + ".fc")), diagnostics);
      GOLDEN.check(input + ".diagnostics", new HumanReport(false).render(diagnostics.sorted()));
    }
  }

  @Test
  void whatIsWrongIsLeftOutAndTheRestIsRead() {
    Diagnostics diagnostics = new Diagnostics();
    Module module =
        PlainReader.read(
            new SourceFile("m.te", "module m 1; type a; type b c; type d;"), diagnostics);
    assertThat(diagnostics.sorted())
        .extracting(Diagnostic::code)
        .containsExactly(Code.PLAIN_SYNTAX);
    assertThat(module.body().nodes())
        .extracting(node -> ((Node.TypeDeclaration) node).name().name())
        .containsExactly("a", "d");
  }

  @Test
  void requiresAreJoinedAndLevelsPassedOver() {
    Module module =
        read(
            "require { type b, a; class file { write }; sensitivity s0; category c0, c1; }"
                + " require { class file read; bool on; attribute_role r; user u; }"
                + " if (on) { require { role q; } }");
    assertThat(module.body().requires())
        .containsExactly(
            Require.of(NameKind.TYPE, "a"),
            Require.of(NameKind.TYPE, "b"),
            Require.of(NameKind.ROLE, "q"),
            Require.of(NameKind.ROLE_ATTRIBUTE, "r"),
            Require.of(NameKind.BOOLEAN, "on"),
            new Require(NameKind.CLASS, "file", java.util.List.of("read", "write")),
            Require.of(NameKind.USER, "u"));
  }

  @Test
  void wordsInCapitalsAreWords() {
    Module module = read("REQUIRE { TYPE a; CLASS file read; } ALLOW a a:file read; TYPE b;");
    assertThat(module.body().nodes()).hasSize(2);
  }

  @Test
  void commentsAndSyncLinesAreBlanks() {
    Module module = read("#line 1 \"/x.te\"\ntype a; # more\n#line 77\ntype b;");
    assertThat(module.body().nodes())
        .extracting(node -> node.origin().span().line())
        .containsExactly(3, 5);
  }

  @Test
  void fileContextsKeepTheirRanges() {
    Diagnostics diagnostics = new Diagnostics();
    FileContext.Entry entry =
        (FileContext.Entry)
            FileContextReader.read(
                    new SourceFile("m.fc", "/x -- u:r:t:s0-s1:c1,c2.c5\n"), diagnostics)
                .get(0);
    assertThat(diagnostics.isEmpty()).isTrue();
    FileContext.Context context = entry.context();
    assertThat(context).isNotNull();
    assertThat(context.range().text()).isEqualTo("s0 - s1:c1,c2.c5");
    assertThat(context.type().origin().span().text()).isEqualTo("t");
  }

  @Test
  void whatUpstreamCannotBuildIsReportedWhereCheckmoduleReportsIt() {
    for (Corpus.Rejected rejected : Corpus.refpolicy().rejected()) {
      Diagnostics diagnostics = problems(rejected.teText());
      if (rejected.complaint().contains("syntax error")) {
        int line = Integer.parseInt(lastNumber(rejected.complaint()));
        Diagnostic first = diagnostics.sorted().get(0);
        assertThat(first.code()).isEqualTo(Code.NOT_IN_MODULE);
        assertThat(first.span()).isNotNull();
        assertThat(first.span().line()).isEqualTo(line);
      } else {
        assertThat(diagnostics.isEmpty()).isTrue();
      }
    }
  }

  private static String lastNumber(String complaint) {
    return complaint.substring(complaint.lastIndexOf(' ') + 1).replace(":", "");
  }

  @Test
  void depthIsBounded() {
    int many = 100_000;
    assertThat(problems("module m 1; " + "optional { ".repeat(many)).sorted())
        .extracting(Diagnostic::code)
        .contains(Code.TOO_DEEP);
    assertThat(problems("module m 1; if (" + "(".repeat(many)).sorted())
        .extracting(Diagnostic::code)
        .containsExactly(Code.TOO_DEEP);
    assertThat(problems("module m 1; if (" + "!".repeat(many) + "a) { }").sorted())
        .extracting(Diagnostic::code)
        .contains(Code.TOO_DEEP);
    assertThat(problems("module m 1; if (a" + " && a".repeat(many) + ") { }").sorted())
        .extracting(Diagnostic::code)
        .contains(Code.TOO_DEEP);
    assertThat(problems("module m 1; allow " + "{ ".repeat(many) + "a").sorted())
        .extracting(Diagnostic::code)
        .containsExactly(Code.PLAIN_SYNTAX);
    assertThat(problems("module m 1; " + "}".repeat(many)).sorted()).hasSizeLessThan(102);
  }

  @Test
  void brokenTextGivesErrorsAndNothingElse() {
    String seed = Seed.te();
    for (int length = 0; length < seed.length(); length += 7) {
      problems(seed.substring(0, length));
    }
    Random random = new Random(4711);
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder(seed);
      for (int change = 0; change < 5; change++) {
        text.setCharAt(
            random.nextInt(text.length()), "{}();:,-~*!\"\0 a0#\n".charAt(random.nextInt(18)));
      }
      problems(text.toString());
      FileContextReader.read(new SourceFile("m.fc", text.toString()), new Diagnostics());
    }
    assertThat(problems("").hasErrors()).isTrue();
    assertThat(problems("\0\0\0").hasErrors()).isTrue();
  }
}
