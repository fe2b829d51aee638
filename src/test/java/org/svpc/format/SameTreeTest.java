package org.svpc.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.svpc.parse.Sources;
import org.svpc.parse.Sources.Parsed;
import org.svpc.parse.Sources.Piece;
import org.svpc.testing.Golden;

/** The check that guards the formatter's output sees what a formatter could lose. */
final class SameTreeTest {
  private static final Golden CONSTRUCTS = Golden.in("parse/constructs");

  @Test
  void aFileSaysTheSameWhereverItsWordsStand() {
    for (String source : sources()) {
      StringBuilder spread = new StringBuilder();
      int from = 0;
      for (Piece piece : Sources.pieces(source)) {
        spread.append(source, from, piece.start()).append(' ').append(piece.text());
        from = piece.end();
      }
      assertThat(same(source, spread + source.substring(from))).isTrue();
    }
  }

  /** Whatever word is taken away or doubled: where the rest parses, it says something else. */
  @Test
  void aLostOrDoubledWordShows() {
    List<String> unseen = new ArrayList<>();
    int seen = 0;
    for (String source : sources()) {
      Parsed whole = Sources.parse(source);
      for (Piece piece : Sources.pieces(source)) {
        String before = source.substring(0, piece.start());
        String behind = source.substring(piece.end());
        for (String instead : List.of("", piece.text() + " " + piece.text())) {
          Parsed other = Sources.parse(before + instead + behind);
          if (!other.diagnostics().isEmpty()) {
            continue;
          }
          if (SameTree.same(whole.unit(), other.unit())) {
            unseen.add(piece.line() + " " + instead);
          } else {
            seen++;
          }
        }
      }
    }
    assertThat(unseen).isEmpty();
    assertThat(seen).isGreaterThan(150);
  }

  @Test
  void anyNameThatChangesShows() {
    List<String> unseen = new ArrayList<>();
    for (String source : sources()) {
      Parsed whole = Sources.parse(source);
      for (Piece piece : Sources.pieces(source)) {
        if (piece.text().endsWith("_t") || piece.text().endsWith("_r")) {
          Parsed other =
              Sources.parse(source.substring(0, piece.end()) + "x" + source.substring(piece.end()));
          if (SameTree.same(whole.unit(), other.unit())) {
            unseen.add(piece.line() + " " + piece.text());
          }
        }
      }
    }
    assertThat(unseen).isEmpty();
  }

  @Test
  void aCommentThatIsLostShows() {
    assertThat(same("module m; // a\ntype b;\n", "module m;\ntype b;\n")).isFalse();
    assertThat(same("module m; // a\n", "module m; // b\n")).isFalse();
    assertThat(same("/// a\nmodule m;\n", "/// a\n\nmodule m;\n")).isFalse();
  }

  private static List<String> sources() {
    return CONSTRUCTS.inputs(".svp").stream().map(name -> CONSTRUCTS.read(name + ".svp")).toList();
  }

  private static boolean same(String a, String b) {
    return SameTree.same(Sources.parse(a).unit(), Sources.parse(b).unit());
  }
}
