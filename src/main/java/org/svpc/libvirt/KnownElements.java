package org.svpc.libvirt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;

/**
 * The elements that libvirt has, so that one that svpc has never heard of is told: it may need an
 * access. Devices themselves are told by {@link Devices}.
 */
final class KnownElements {
  private static final String ALL = "*";
  private static final String DEVICES = "devices";

  private static final Map<String, Set<String>> CHILDREN = read();

  private KnownElements() {}

  private static Map<String, Set<String>> read() {
    Map<String, Set<String>> children = new HashMap<>();
    try (InputStream in = KnownElements.class.getResourceAsStream("elements")) {
      if (in == null) {
        throw new IllegalStateException("the list of elements is missing");
      }
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (!line.isEmpty() && line.charAt(0) != '#') {
          String[] words = line.split(" ", -1);
          Set<String> known = children.computeIfAbsent(words[0], name -> new HashSet<>());
          for (int i = 1; i < words.length; i++) {
            known.add(words[i]);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return children;
  }

  /** Tells each element in a domain that stands where libvirt has none of its name. */
  static void check(Element domain, Diagnostics diagnostics) {
    Set<String> known = CHILDREN.getOrDefault(domain.name(), Set.of());
    for (Element child : domain.children()) {
      if (known.contains(ALL)) {
        return;
      }
      if (known.contains(child.name())) {
        check(child, diagnostics);
      } else if (!domain.is(DEVICES)) {
        diagnostics.add(
            Diagnostic.at(
                    Code.UNKNOWN_DEVICE,
                    child.tag(),
                    "`<"
                        + Needs.shown(child.name())
                        + ">` in `<"
                        + Needs.shown(domain.name())
                        + ">` is nothing that svpc knows.")
                .label("not known")
                .help("If it needs an access, write it into the module by hand.")
                .build());
      }
    }
  }
}
