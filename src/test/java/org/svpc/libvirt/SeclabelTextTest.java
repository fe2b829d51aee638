package org.svpc.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.source.SourceFile;

/** The one element that changes, and every other byte that does not. */
final class SeclabelTextTest {
  private static final String BASE = "<baselabel>system_u:system_r:vm_x_t:s0</baselabel>";

  private static String labelled(String text) {
    Diagnostics told = new Diagnostics();
    Element root = XmlReader.read(new SourceFile("x.xml", text), told);
    assertThat(root).as("%s", told.sorted()).isNotNull();
    Guest guest = new GuestReader(type -> false, null, told).read(root);
    assertThat(guest).as("%s", told.sorted()).isNotNull();
    return SeclabelText.of(guest);
  }

  @Test
  void linesEndAsTheyDo() {
    assertThat(labelled("<domain type='kvm'>\r\n\t<name>x</name>\r\n</domain>\r\n"))
        .isEqualTo(
            "<domain type='kvm'>\r\n\t<name>x</name>\r\n\t<seclabel type='dynamic' model='selinux'"
                + " relabel='yes'>\r\n\t  "
                + BASE
                + "\r\n\t</seclabel>\r\n</domain>\r\n");
  }

  @Test
  void onOneLine() {
    assertThat(labelled("<domain type=\"kvm\"><name>x</name></domain>"))
        .startsWith("<domain type=\"kvm\"><name>x</name><seclabel ")
        .endsWith("</seclabel></domain>");
  }

  /** Comments, other models' labels and what looks like a tag in a comment stay. */
  @Test
  void theOldElementIsReplacedAndOthersStay() {
    String head = "<?xml version='1.0'?>\n<!-- <seclabel> --><domain type='kvm'><name>x</name>\n  ";
    String tail =
        "\n  <seclabel type='dynamic' model='dac'/><![CDATA[</domain>]]>\n</domain>\n<!-- > -->";
    assertThat(
            labelled(head + "<seclabel type='none' model='selinux'><!-- > --></seclabel>" + tail))
        .startsWith(head + "<seclabel type='dynamic' model='selinux'")
        .contains(BASE)
        .endsWith("</seclabel>" + tail)
        .doesNotContain("type='none'");
  }

  @Test
  void aStaticLabelKeepsWhatIsNotTheDomain() {
    String text =
        """
        <domain type='kvm'>
          <name>x</name>
          <seclabel type='static'>
            <label>u_u:r_r:svirt_t:s0:c1,c2</label>
          </seclabel>
        </domain>
        """;
    assertThat(labelled(text))
        .isEqualTo(
            """
            <domain type='kvm'>
              <name>x</name>
              <seclabel type='static' model='selinux' relabel='no'>
                <label>u_u:r_r:vm_x_t:s0:c1,c2</label>
              </seclabel>
            </domain>
            """);
  }
}
