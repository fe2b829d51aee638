package org.svpc.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.access.AccessDecisions;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.testing.Command;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** What is printed is read again: by a reader of XML, and by a shell. */
final class LabelTextsTest {
  private static final String PLAN =
      """
      daemon c0.c899;
      group "a&b" { tree "/srv/it's \\"$(false)\\" `x`"; }
      guest "one <two> 'three'" in "a&b" { file "/srv/a b.*\\\\;"; }
      guest plain { file "/-x"; }
      """;

  private static LabelTexts texts(Labelling labelling) {
    Proof proof =
        Proof.of(
            labelling, Plans.read(PLAN), new AccessDecisions(Plans.debian()), new Diagnostics());
    assertThat(proof).isNotNull();
    return new LabelTexts(labelling, proof);
  }

  @Test
  void theElementsAreXml() throws Exception {
    String xml = texts(Plans.deal(PLAN, null)).seclabels();
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)))
            .getDocumentElement();
    List<String> read = new ArrayList<>();
    for (String tag : List.of("guest", "group")) {
      for (int i = 0; i < root.getElementsByTagName(tag).getLength(); i++) {
        Element element = (Element) root.getElementsByTagName(tag).item(i);
        Element label = (Element) element.getElementsByTagName("seclabel").item(0);
        read.add(
            element.getAttribute("name")
                + " "
                + label.getAttribute("type")
                + " "
                + label.getAttribute("relabel")
                + " "
                + label.getTextContent().strip());
      }
    }
    assertThat(read)
        .containsExactly(
            "one <two> 'three' static yes system_u:system_r:svirt_t:s0:c0,c900,c1023",
            "plain static yes system_u:system_r:svirt_t:s0:c1,c1023",
            "a&b  yes system_u:object_r:svirt_image_t:s0:c900");
  }

  @Test
  void theCommandsReachTheToolsAsTheyAreMeant(@TempDir Path folder) throws IOException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (String tool : List.of("semanage", "chcon")) {
      Path file = bin.resolve(tool);
      Files.writeString(
          file,
          "#!/bin/sh\n{ printf '%s' \"${0##*/}\"; printf '|%s' \"$@\"; echo; } >>"
              + folder.resolve("log")
              + "\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    Path script = folder.resolve("label.sh");
    Files.writeString(script, texts(Plans.deal(PLAN, null)).commands());
    Command.of("sh", script.toString()).with("PATH", bin + ":/usr/bin:/bin").run().orFail();
    assertThat(Files.readAllLines(folder.resolve("log")))
        .containsExactly(
            "semanage|fcontext|-a|-s|system_u|-t|svirt_image_t|-r|s0:c900|--"
                + "|/srv/it's\\s\"\\$\\(false\\)\"\\s`x`(/.*)?",
            "chcon|-R|--|system_u:object_r:svirt_image_t:s0:c900|/srv/it's \"$(false)\" `x`",
            "semanage|fcontext|-a|-f|f|-s|system_u|-t|svirt_image_t|-r|s0:c0,c900,c1023|--"
                + "|/srv/a\\sb\\.\\*\\\\;",
            "chcon|--|system_u:object_r:svirt_image_t:s0:c0,c900,c1023|/srv/a b.*\\;",
            "semanage|fcontext|-a|-f|f|-s|system_u|-t|svirt_image_t|-r|s0:c1,c1023|--|/-x",
            "chcon|--|system_u:object_r:svirt_image_t:s0:c1,c1023|/-x");
  }

  @Test
  void theMatrixNamesWhoReachesWhat() {
    assertThat(texts(Plans.deal(PLAN, null)).matrix())
        .startsWith(
            """
            LEVEL             GUEST              REACHES, BESIDE ITS OWN, WHAT THESE SHARE
            s0:c0,c900,c1023  one <two> 'three'  a&b
            s0:c1,c1023       plain              -

            LEVEL             GROUP
            s0:c900           a&b, which 1 guest is in
            """)
        .contains(
            """
            What a process of `svirt_t` may do to the class `lnk_file` of `svirt_image_t`:
              its own; what its groups share; what has no categories: getattr read
              what other guests have, and other groups share: getattr
            """);
  }
}
