package org.svpc.equality;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.cil.CilComparator;
import org.svpc.cil.CilModule;
import org.svpc.cil.CilNormalizer;
import org.svpc.cil.CilScope;
import org.svpc.equality.ThreeFormats.Format;
import org.svpc.testing.Command;

/** What a {@code require} block names is required where it stands, in every format, used or not. */
final class RequireBlocksTest {
  private static final String EXTERNS =
      """
      extern type etc_t, nfs_t, sanlock_t;
      extern attribute file_type;
      domain %1$s_t;
      type %1$s_own_t;
      attribute %1$s_attr;
      """;

  /** Modules: what each holds besides the declarations above. */
  private static final Map<String, String> BODIES =
      Map.of(
          "top",
          "require { type nfs_t; role staff_r; attribute_role virt_domain_roles; }",
          "inner",
          """
          optional {
              require { type nfs_t, %1$s_own_t; attribute file_type; role system_r; }
              allow %1$s_t sanlock_t:fd use;
          }
          """,
          "only",
          "optional { require { type nfs_t, etc_t; } }",
          "called",
          """
          interface %1$s_call(domain who, stem name) {
              optional {
                  require { type who, ${name}_t, etc_t; }
                  allow who sanlock_t:fd use;
              }
          }
          %1$s_call(%1$s_t, nfs);
          """,
          "arms",
          """
          boolean %1$s_on = true;
          optional {
              if (%1$s_on) {
                  require { type nfs_t; }
                  allow %1$s_t sanlock_t:fd use;
              }
              ifdef (distro_redhat) {
                  require { type not_required_t; }
              } else {
                  require { type etc_t; bool %1$s_on; user user_u; }
              }
          }
          """);

  @TempDir private Path folder;

  @Test
  void theScopeRequiresWhatNoRuleUses() throws IOException {
    ThreeFormats formats = built(BODIES);
    for (Format format : Format.values()) {
      assertThat(module(formats, format, "top").outermost().requires())
          .as("%s", format)
          .contains("type nfs_t", "role staff_r", "role virt_domain_roles");
      assertThat(optional(formats, format, "inner").requires())
          .as("%s", format)
          .contains(
              "type nfs_t",
              "type inner_own_t",
              "type file_type",
              "role system_r",
              "type sanlock_t");
      assertThat(optional(formats, format, "only").requires())
          .as("%s", format)
          .contains("type nfs_t", "type etc_t");
      assertThat(optional(formats, format, "called").requires())
          .as("%s", format)
          .contains("type nfs_t", "type etc_t", "type called_t");
      assertThat(optional(formats, format, "arms").requires())
          .as("%s", format)
          .contains("type nfs_t", "type etc_t")
          .doesNotContain("type not_required_t");
      for (String module : BODIES.keySet()) {
        assertThat(
                CilComparator.compare(
                    formats.text(Format.MODULE, module), formats.text(format, module)))
            .as("%s in %s", module, format)
            .isEmpty();
      }
    }
  }

  @Test
  void aMissingNameSwitchesTheOptionalOffAndStopsTheLinker() throws IOException {
    ThreeFormats formats =
        built(
            Map.of(
                "stays",
                "optional { require { type etc_t; } allow %1$s_t nfs_t:fd use; }",
                "goes",
                "optional { require { type etc_t, no_such_t; } allow %1$s_t nfs_t:fd use; }",
                "fails",
                "require { type no_such_t; }"));
    List<Path> base = LinkedPolicy.base(folder.resolve("base"));
    for (Format format : Format.values()) {
      Map<String, Path> cil = formats.cil(format);
      Path place = Files.createDirectories(folder.resolve("linked-" + format));
      assertThat(
              LinkedPolicy.of(place, base, List.of(cil.get("stays"), cil.get("goes"))).statements())
          .as("%s", format)
          .contains("(allow stays_t nfs_t (fd (use)))")
          .doesNotContain("(allow goes_t nfs_t (fd (use)))");
      Command.Result failed = LinkedPolicy.link(place, base, List.of(cil.get("fails")));
      assertThat(failed.status()).as("%s", format).isNotZero();
      assertThat(failed.out() + failed.err()).contains("fails.cil");
    }
  }

  /** What a template leaves to its callers, its text requires in no format and no scope. */
  @Test
  void whatIsLeftToTheCallerIsNotRequiredByTheText() throws IOException {
    String template =
        """
        attribute %1$s_spools;
        template %1$s_writer(stem name) {
            extern caller type %1$s_own_t;
            extern caller attribute %1$s_spools;
            type ${name}_job_t, %1$s_spools;
            optional {
                allow ${name}_job_t %1$s_own_t:dir search;
                allow ${name}_job_t sanlock_t:fd use;
            }
            optional {
                require { type %1$s_own_t; }
                allow ${name}_job_t %1$s_own_t:dir read;
            }
        }
        %1$s_writer(%1$s_one);
        """;
    String caller = "extern caller";
    ThreeFormats formats =
        built(Map.of("left", template, "taken", template.replace(caller, "// ")));
    for (Format format : Format.values()) {
      CilModule left = module(formats, format, "left");
      assertThat(left.outermost().requires())
          .as("%s", format)
          .doesNotContain("type left_own_t", "type left_spools");
      for (CilScope optional : left.optionals()) {
        // The one that says `require` is the one that does not need sanlock_t.
        assertThat(optional.requires().contains("type left_own_t"))
            .as("%s", format)
            .isNotEqualTo(optional.requires().contains("type sanlock_t"));
      }
      assertThat(module(formats, format, "taken").outermost().requires())
          .as("%s", format)
          .contains("type taken_spools");
      assertThat(
              CilComparator.compare(
                  formats.text(Format.MODULE, "left"), formats.text(format, "left")))
          .as("%s", format)
          .isEmpty();
    }
  }

  private ThreeFormats built(Map<String, String> bodies) throws IOException {
    ThreeFormats formats = new ThreeFormats(folder.resolve("built"));
    for (Map.Entry<String, String> body : bodies.entrySet()) {
      String name = body.getKey();
      Path source = Files.createDirectories(folder.resolve("sources")).resolve(name + ".svp");
      Files.writeString(
          source, "module " + name + " 1.0;\n" + (EXTERNS + body.getValue()).formatted(name));
      formats.write(List.of(source));
    }
    formats.finish();
    return formats;
  }

  private static CilModule module(ThreeFormats formats, Format format, String name) {
    return CilNormalizer.normalize(formats.text(format, name));
  }

  private static CilScope optional(ThreeFormats formats, Format format, String name) {
    CilModule module = module(formats, format, name);
    assertThat(module.optionals()).as("%s in %s", name, format).hasSize(1);
    return module.optionals().iterator().next();
  }
}
