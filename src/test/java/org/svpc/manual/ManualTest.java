package org.svpc.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.svpc.cli.InProcess;
import org.svpc.testing.Command;

final class ManualTest {
  private static final Path PROJECT = Path.of(System.getProperty("svpc.basedir", ""));

  @TempDir Path folder;

  static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(PROJECT)) {
      return files
          .filter(
              file ->
                  file.startsWith(PROJECT.resolve("examples"))
                      || file.startsWith(PROJECT.resolve("policies")))
          .filter(file -> Files.isDirectory(file) && holdsSources(file))
          .sorted()
          .toList();
    }
  }

  private static boolean holdsSources(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".svp"));
    } catch (IOException e) {
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void pagesOfOurSourcesAreFine(Path source) throws IOException {
    document(source);
    List<Path> pages = pages(".8");
    assertThat(pages).isNotEmpty();
    for (Path page : pages) {
      assertThat(lint(page)).isEmpty();
      assertThat(shown(page)).contains("DESCRIPTION", "SEE ALSO");
    }
    for (Path page : pages(".html")) {
      assertTags(Files.readString(page));
    }
  }

  private void document(Path source) {
    Command.Result result = InProcess.run("doc", source.toString(), "-o", folder.toString());
    assertThat(result.status()).as(result.err()).isZero();
  }

  private List<Path> pages(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  private static String lint(Path page) {
    Command.Result result = Command.of("mandoc", "-Tlint", "-Wall", page.toString()).run();
    return result.out() + result.err() + (result.status() == 0 ? "" : result.status());
  }

  /** What a reader sees, without bold and italics, on one line. */
  private static String shown(Path page) {
    String text =
        Command.of("mandoc", "-Tutf8", "-Owidth=200", page.toString()).run().orFail().out();
    return text.replaceAll(".\b", "").replaceAll("\\s+", " ");
  }

  @Test
  void aPageTellsOfEverythingThatIsDeclared() throws IOException {
    Path source = folder.resolve("guestlike.svp");
    Files.writeString(
        source,
        """
        /// Guests that are like guests.
        ///
        /// More of `them`, too.
        module guestlike 1.2.3;
        use svirt;
        extern type nfs_t;
        /// Let them have what lies on NFS.
        boolean guestlike_use_nfs = false;
        boolean guestlike_open = true;
        /// Their disks.
        type guestlike_image_t is virt_image;
        labels guestlike_image_t { tree "/srv/guest like"; path "/srv/one.img" file; }
        labels none { path "/srv/guest like/lost+found" dir; }
        type guestlike_other_t alias guestlike_old_t;
        /// Such a guest.
        domain guestlike_t is virt_guest(image = guestlike_image_t) {
            if (guestlike_use_nfs || virt_use_nfs) { allow this nfs_t:file { getattr read }; }
            if (guestlike_open) { allow this nfs_t:file ioctl; }
        }
        /// Read such disks.
        /// @param who the one that reads
        interface guestlike_read(domains who) { allow who guestlike_image_t:file { open read }; }
        """
            .replace("use svirt;", "use svirt;\nextern boolean virt_use_nfs;"));
    document(source);
    Path page = folder.resolve("guestlike_selinux.8");
    assertThat(lint(page)).isEmpty();
    assertThat(shown(page))
        .contains(
            "guestlike_selinux - Guests that are like guests DESCRIPTION",
            "Guests that are like guests. More of them, too.",
            "semodule -i guestlike.pp",
            "DOMAINS",
            "guestlike_t Such a guest.",
            "<baselabel>system_u:system_r:guestlike_t:s0</baselabel>",
            "Its categories keep it from",
            "semanage permissive -a guestlike_t",
            "guestlike_use_nfs Let them have what lies on NFS. It is off by default.",
            "It has a say in what these may do: guestlike_t on nfs_t.",
            "setsebool -P guestlike_use_nfs on",
            "It is on by default.",
            "setsebool -P guestlike_open off",
            "Booleans of other modules that have a say in this one's rules: virt_use_evdev",
            "virt_use_nfs It has a say in what these may do: guestlike_t on nfs_t.",
            "guestlike_image_t Their disks.",
            "/srv/guest\\slike(/.*)?",
            "/srv/one\\.img (file)",
            "restorecon -R -v '/srv/guest like'",
            "restorecon -R -v /srv/one.img",
            "semanage fcontext -a -t guestlike_image_t '/PATH(/.*)?'",
            "Also called guestlike_old_t.",
            "FILES WITHOUT A LABEL",
            "/srv/guest\\slike/lost\\+found (dir)",
            "interface guestlike_read(domains who) Read such disks. who the one that reads",
            "virt_selinux(8)",
            "guestlike 1.2.3");
    String html = Files.readString(folder.resolve("guestlike_selinux.html"));
    assertTags(html);
    assertThat(html)
        .contains(
            "<p>More of <code>them</code>, too.</p>",
            "setsebool -P guestlike_use_nfs on",
            "&lt;baselabel&gt;",
            "prefers-color-scheme: dark")
        .doesNotContain("http://", "https://", "<script", "<link", "url(");
  }

  /** What stands in a comment, whatever it is, is read as it stands there. */
  @Test
  void commentsStandForThemselves() throws IOException {
    List<String> hostile =
        List.of(
            ".so /etc/passwd",
            "'br",
            "\\fB\\n(.x \\*[x] \\\\ back\\",
            ".\\\" no comment",
            "<script>alert(\"x\")</script> & &amp; </p>",
            "a - b -- c --- 'q' `` ` ^ ~ \" %s $x",
            "x".repeat(300) + " " + "y".repeat(100),
            "\u00e9\u4e2d\u6587 \ud83d\ude00 \u00a0|\u00ad|",
            "`.TH` `\\e` x`.y`z '`'",
            ". . ' '",
            "...");
    Path source = folder.resolve("hostile.svp");
    StringBuilder text = new StringBuilder("/// .TH x\nmodule hostile 1.0;\n");
    for (int i = 0; i < hostile.size(); i++) {
      text.append("/// ").append(hostile.get(i)).append('\n');
      text.append("type hostile").append(i).append("_t;\n");
      text.append("/// First.\n///\n/// ").append(hostile.get(i)).append("\n");
      text.append("boolean hostile_b").append(i).append(" = false;\n");
      text.append("/// First.\n/// @param a ").append(hostile.get(i)).append("\n");
      text.append("interface hostile_i").append(i).append("(domains a) {\n");
      text.append("    allow a hostile").append(i).append("_t:file read;\n}\n");
    }
    text.append(
        "labels hostile0_t { tree \"/srv/'x' -y .z `a` $b & <c>\"; path \"/.d\"; path \"/-e\";"
            + " }\n");
    Files.writeString(source, text);
    document(source);
    Path page = folder.resolve("hostile_selinux.8");
    assertThat(lint(page)).isEmpty();
    String shown = shown(page);
    String html = Files.readString(folder.resolve("hostile_selinux.html"));
    assertTags(html);
    String read = html.replaceAll("<[^>]*>", "");
    for (String line : hostile) {
      String plain = withoutTicks(line);
      assertThat(bare(shown)).contains(bare(plain));
      assertThat(read).contains(org.svpc.text.Escapes.xml(plain));
    }
    assertThat(shown).contains("restorecon -R -v '/srv/'\\''x'\\'' -y .z `a` $b & <c>'");
    assertThat(shown).contains("restorecon -R -v /-e");
  }

  /**
   * Without blanks, which filling moves, and without hyphens that show at the end of lines only.
   */
  private static String bare(String text) {
    return text.replaceAll("[\\s\u00a0\u00ad]", "");
  }

  private static String withoutTicks(String line) {
    StringBuilder out = new StringBuilder();
    for (Page.Inline part : Page.text(line).parts()) {
      out.append(part.text());
    }
    return out.toString();
  }

  /** Random text of what has a meaning in roff: mandoc has nothing to say, and loses nothing. */
  @Test
  void noTextIsMarkup() throws IOException {
    Random random = new Random(23);
    String letters = ".'\\\"`-^~ abc()[]{}<>&;%$#@!*:|\u00e9\t";
    for (int round = 0; round < 40; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 400; i++) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      Page page =
          new Page(
              "x_selinux",
              "title " + text.substring(0, 30),
              "x 1.0",
              List.of(
                  new Page.Section(
                      "S",
                      List.of(
                          Page.text(text.toString()),
                          new Page.Block.Item(
                              text.substring(0, 20).strip() + ".", List.of(Page.text("" + text))),
                          new Page.Block.Code(List.of(text.toString(), "", "." + text))))));
      Path file = folder.resolve("x.8");
      Files.writeString(file, ManPage.render(page, "2026-11-22"));
      assertThat(lint(file)).as("%s", text).isEmpty();
      String shown = bare(shown(file));
      assertThat(shown).contains(bare(withoutTicks(text.toString())));
      assertThat(shown).contains(bare(text.toString()));
      assertTags(HtmlPage.render(page));
    }
  }

  /** Every tag is one that svpc writes, closed in order. */
  private static void assertTags(String html) {
    Deque<String> open = new ArrayDeque<>();
    for (int at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
      String tag = html.substring(at + 1, html.indexOf('>', at));
      String name = tag.split(" ", 2)[0];
      if (name.startsWith("/")) {
        assertThat(open.pop()).isEqualTo(name.substring(1));
      } else if (!List.of("!DOCTYPE", "meta").contains(name)) {
        assertThat(name)
            .isIn(
                "html", "head", "title", "style", "body", "h1", "h2", "p", "nav", "a", "main", "dl",
                "dt", "dd", "code", "pre", "footer");
        open.push(name);
      }
    }
    assertThat(open).isEmpty();
  }
}
