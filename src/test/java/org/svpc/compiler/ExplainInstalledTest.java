package org.svpc.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.headers.HeaderReader;
import org.svpc.target.Target;

/** Explains what the installed headers define; only the form is looked at, no text is pinned. */
final class ExplainInstalledTest {
  private static final int EACH = 20;

  /** Some of all definitions, spread over all modules, and the large template for guests. */
  @Test
  void whatTheHeadersDefineIsExplained() {
    Target target = HeaderReader.readInstalled(new Diagnostics()).orElseThrow();
    List<String> names = target.interfaceNames().stream().sorted().toList();
    assertThat(names).hasSizeGreaterThan(1000).contains("virt_domain_template");
    List<String> chosen = new ArrayList<>(List.of("virt_domain_template"));
    for (int i = 0; i < names.size(); i += EACH) {
      chosen.add(names.get(i));
    }
    for (String name : chosen) {
      Diagnostics found = new Diagnostics();
      String text = new Explainer(target, List.of()).explain(name, found);
      assertThat(found.sorted()).as(name).extracting(Diagnostic::message).isEmpty();
      assertThat(text).as(name).isNotNull();
      List<String> lines = text.lines().toList();
      assertThat(lines.get(0)).matches("(interface|template|pattern) " + name + "\\(.*\\)");
      assertThat(lines.get(1)).matches("of the (module \\w+|support files), /.+:[0-9]+");
      assertThat(text)
          .as(name)
          .containsAnyOf("\nIt stands for\n\n    ", "\nIt brings no rule.\n", "\nsvpc cannot read ")
          .endsWith("\n")
          .doesNotContain("\t", "explain ");
      assertThat(braces(text)).as("open braces in %s", text).isZero();
    }
  }

  private static int braces(String text) {
    int open = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      open += c == '{' ? 1 : c == '}' ? -1 : 0;
    }
    return open;
  }

  @Test
  void aCallOfTheHeadersIsExplained() {
    Target target = HeaderReader.readInstalled(new Diagnostics()).orElseThrow();
    Diagnostics found = new Diagnostics();
    String text = new Explainer(target, List.of()).explainCall("dev_rw_kvm(no_such_t)", found);
    assertThat(found.sorted()).isEmpty();
    assertThat(text)
        .contains("\n`dev_rw_kvm(no_such_t)` stands for\n")
        .contains("    # through rw_chr_files_pattern (support)\n")
        .containsPattern("\n    allow no_such_t kvm_device_t:chr_file \\{.*write.*\\};\n")
        .doesNotContain("type no_such_t");
  }
}
