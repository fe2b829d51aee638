package org.svpc.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Writes the site, to {@code target/site}; every link in it leads somewhere. */
final class SiteTest {
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
  private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");

  private final Site site = new Site(Pages.project());

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    Path folder = Pages.project().resolve("target/site");
    site.write(folder);
    List<String> broken = new ArrayList<>();
    for (String page : site.pages()) {
      Path file = folder.resolve(Site.file(page));
      String html = Files.readString(file);
      for (String link : all(LINK, html)) {
        if (!leads(file, html, link)) {
          broken.add(page + ": " + link);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  private static boolean leads(Path file, String html, String link) throws IOException {
    if (link.contains("://")) {
      return true;
    }
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path there = path.isEmpty() ? file : file.getParent().resolve(path).normalize();
    if (!Files.isRegularFile(there)) {
      return false;
    }
    String text = path.isEmpty() ? html : hash < 0 ? "" : Files.readString(there);
    return hash < 0 || all(ID, text).contains(link.substring(hash + 1));
  }

  /** A page that nothing at the side or on another page leads to is one that nobody reads. */
  @Test
  void everyPageIsFound() {
    Set<String> reached = new TreeSet<>(Site.listed().stream().map(Site::file).toList());
    for (String page : site.pages()) {
      Path folder = Path.of("/").resolve(Site.file(page)).getParent();
      for (String link : all(LINK, site.html(page))) {
        if (!link.contains("://")) {
          Path there = folder.resolve(link.split("#", -1)[0]).normalize();
          reached.add(Path.of("/").relativize(there).toString());
        }
      }
    }
    assertThat(reached).containsAll(site.pages().stream().map(Site::file).toList());
  }

  @Test
  void theListNamesPages() {
    assertThat(site.pages()).containsAll(Site.listed());
  }

  private static Set<String> all(Pattern pattern, String html) {
    Matcher matcher = pattern.matcher(html);
    return matcher
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
