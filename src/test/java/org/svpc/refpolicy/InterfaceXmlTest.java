package org.svpc.refpolicy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.ir.Module;
import org.svpc.testing.Command;
import org.svpc.testing.Golden;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** That the .if is one that upstream's tools document and other modules build with. */
final class InterfaceXmlTest {
  private static final Golden GOLDEN = Golden.in("refpolicy");
  private static final String SUPPORT = "/usr/share/selinux/devel/include/support/";

  /**
   * What segenxml.py collects from the sources must be valid by policy.dtd, and say what ours say.
   */
  @Test
  void documentationIsValidByUpstreamsDtd(@TempDir Path folder) throws Exception {
    DevelBuild build = new DevelBuild(folder);
    build.add(SvpSources.compile("house", GOLDEN.read("house.svp")));
    for (int seed = 0; seed < 10; seed++) {
      String name = "z_hostile" + seed;
      build.add(SvpSources.compile(name, HostileSource.make(name, seed)));
    }
    build.writeAll();
    StringBuilder modules = new StringBuilder();
    for (String name : build.names()) {
      modules.append(segenxml(folder, name));
    }
    Document document = parse(modules.toString());
    assertThat(names(document, "interface"))
        .contains("house_read", "house_all", "house_old", "house_bare");
    assertThat(names(document, "template")).contains("house_floor");
    assertThat(names(document, "tunable")).contains("house_use_nfs", "house_plain");
    assertThat(document.getElementsByTagName("summary").item(1).getTextContent().strip())
        .isEqualTo("A house with every kind of statement, as upstream would write it.");
    assertThat(document.getElementsByTagName("desc").item(0).getTextContent())
        .contains("It's <here> to be read & built: \"quotes\", `backticks' and \u00fcmlauts");
  }

  private static String segenxml(Path folder, String module) {
    Command.Result result =
        Command.of("/usr/bin/python3", SUPPORT + "segenxml.py", "-w", "-m", "./" + module)
            .in(folder)
            .run();
    assertThat(result.status()).as(result.err()).isZero();
    // A template's booleans stand in the .if, where segenxml looks for none.
    assertThat(result.err()).as(module).doesNotContain("unable to find XML");
    return result.out();
  }

  private static Document parse(String modules)
      throws ParserConfigurationException, IOException, SAXException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setValidating(true);
    DocumentBuilder builder = factory.newDocumentBuilder();
    builder.setEntityResolver((name, system) -> new InputSource(SUPPORT + "policy.dtd"));
    builder.setErrorHandler(
        new ErrorHandler() {
          @Override
          public void warning(SAXParseException e) throws SAXException {
            throw e;
          }

          @Override
          public void error(SAXParseException e) throws SAXException {
            throw e;
          }

          @Override
          public void fatalError(SAXParseException e) throws SAXException {
            throw e;
          }
        });
    String text =
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\" standalone=\"no\"?>\n"
            + "<!DOCTYPE policy SYSTEM \"policy.dtd\">\n<policy><layer name=\"third_party\">"
            + "<summary>All.</summary>\n"
            + modules
            + "</layer></policy>\n";
    return builder.parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static List<String> names(Document document, String tag) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < document.getElementsByTagName(tag).getLength(); i++) {
      names.add(((Element) document.getElementsByTagName(tag).item(i)).getAttribute("name"));
    }
    return names;
  }

  /** A module that somebody else wrote by hand calls what the .if defines, optional ones too. */
  @Test
  void otherModulesBuildWithTheInterfaces(@TempDir Path folder) {
    Module house = SvpSources.compile("house", GOLDEN.read("house.svp"));
    DevelBuild build = new DevelBuild(folder);
    build.add(house);
    build.write(
        "caller.te",
        """
        policy_module(caller, 1.0)
        type caller_t;
        house_read(caller_t)
        house_all(caller_t, { etc_t tmp_t }, rw_file_perms, file, virt_use_nfs, "x y")
        house_all(caller_t, tmp_t, read, dir, virt_use_nfs, "z", `s0:c1,c2', etc_t, tmp_t)
        house_old(caller_t)
        house_bare()
        house_floor(caller_floor, system_r)
        gen_require(`
        	type etc_t, tmp_t;
        ')
        """);
    build.build();
    String cil = build.cil("caller");
    assertThat(cil)
        .contains("(allow caller_t house_cellar_t (file (ioctl read getattr lock open)))")
        .contains("(typetransition caller_t etc_t file \"x y\" house_content_t)")
        .contains("(rangetransition caller_t shell_exec_t process ((s0 (c2 c1)) (s0 (c2 c1))))")
        .contains("(boolean house_caller_floor_lift true)")
        .contains("(type caller_floor0_t)");
  }
}
