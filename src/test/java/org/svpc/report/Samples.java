package org.svpc.report;

import java.util.List;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;

/** Diagnostics that show every part there is, for all three reports. */
final class Samples {
  static final SourceFile GUEST =
      new SourceFile(
          "policies/guest.svp",
          """
          module guest 1.0.0;

          type guest_t;
          domain guest_t is virt_domain {
              allow this svirt_imag_t:file { read write };
              optional {
                  foo(this);
              } else {
                  bar(this);
              }
          }
          """);
  static final SourceFile OTHER =
      new SourceFile("other file.svp", "library svirt;\n\ntype svirt_image_t;\n");

  private Samples() {}

  static Span span(SourceFile file, String text) {
    int start = file.text().indexOf(text);
    if (start < 0) {
      throw new IllegalArgumentException(text);
    }
    return new Span(file, start, start + text.length());
  }

  static Diagnostic unknownName() {
    return Diagnostic.at(
            Code.UNKNOWN_NAME, span(GUEST, "svirt_imag_t"), "Unknown type `svirt_imag_t`.")
        .label("no type or attribute has this name")
        .suggest(List.of("svirt_image_t"))
        .build();
  }

  static Diagnostic declaredTwice() {
    int second = GUEST.text().lastIndexOf("guest_t is");
    return Diagnostic.at(
            Code.DUPLICATE_DECLARATION,
            new Span(GUEST, second, second + "guest_t".length()),
            "`guest_t` is declared twice.")
        .label("declared again here")
        .label(span(GUEST, "guest_t;"), "first declared here")
        .label(span(OTHER, "svirt_image_t"), "and a label in another file")
        .note("A name has one declaration in a module,\nin whichever of its files.")
        .help("Remove one of the two.")
        .build();
  }

  static Diagnostic optionalElse() {
    int start = GUEST.text().indexOf("optional");
    int end = GUEST.text().indexOf("}\n}") + 1;
    return Diagnostic.at(
            Code.OPTIONAL_ELSE, new Span(GUEST, start, end), "`optional` has an `else`.")
        .label("this `else` would be dropped")
        .fix("Remove the `else`.", span(GUEST, " else {\n        bar(this);\n    }"), "")
        .build();
  }

  static Diagnostic warning() {
    return Diagnostic.at(
            Code.DANGLING_DOC,
            new Span(OTHER, 0, 7),
            "This documentation belongs to no declaration.")
        .build();
  }

  static Diagnostic placeless() {
    return Diagnostic.of(Code.TOO_LARGE, "The source `big.svp` is larger than 16 MiB.")
        .note("It has 20 MiB.")
        .build();
  }

  static List<Diagnostic> all() {
    return List.of(unknownName(), declaredTwice(), optionalElse(), warning(), placeless());
  }
}
