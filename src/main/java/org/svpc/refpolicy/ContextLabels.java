package org.svpc.refpolicy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.refpolicy.Contexts.Item;
import org.svpc.refpolicy.Contexts.Label;
import org.svpc.refpolicy.LabelDrafts.ChoiceDraft;
import org.svpc.refpolicy.LabelDrafts.EntryDraft;
import org.svpc.selinux.PathPattern;
import org.svpc.source.Span;
import org.svpc.syntax.Name;
import org.svpc.syntax.Range;
import org.svpc.syntax.Statement;
import org.svpc.syntax.Statement.PathForm;
import org.svpc.target.Target;

/**
 * The contexts of a {@code .fc} file as labels of SVP: the same lines for every target, gathered
 * for each type in the order in which the file first speaks of them.
 *
 * <p>A level that {@code gen_context} gives under MLS alone becomes a choice on {@code enable_mls}.
 * Where MLS and MCS share a level, it is written as it is, and svpc tells where a target has no
 * levels.
 *
 * @param rest comments behind the last label
 */
public record ContextLabels(List<Block> blocks, List<String> rest) {
  /**
   * The labels of a type.
   *
   * @param type null for files that keep their label
   */
  public record Block(@Nullable Name type, List<Labelled> labels) {
    public Block {
      labels = List.copyOf(labels);
    }

    /** The statement, without comments. */
    public Statement.Labels statement() {
      Span first = labels.get(0).item().span();
      Span last = labels.get(labels.size() - 1).item().span();
      return new Statement.Labels(type, Labelled.items(labels), first.to(last));
    }
  }

  public ContextLabels {
    blocks = List.copyOf(blocks);
    rest = List.copyOf(rest);
  }

  /** Takes the contexts of a file; what SVP cannot say is told and left out. */
  public static ContextLabels of(Contexts contexts, Diagnostics diagnostics) {
    Gatherer gatherer = new Gatherer(diagnostics);
    Map<String, LabelDrafts> drafts =
        gatherer.gather(contexts.items(), EnumSet.allOf(Target.Kind.class));
    List<Block> blocks = new ArrayList<>();
    for (Map.Entry<String, LabelDrafts> each : drafts.entrySet()) {
      blocks.add(new Block(gatherer.types.get(each.getKey()), each.getValue().frozen()));
    }
    return new ContextLabels(blocks, gatherer.takeComments());
  }

  private static final class Gatherer {
    private static final String MLS = "enable_mls";
    private static final String MCS = "enable_mcs";

    /** Stands for {@code <<none>>} among names of types. */
    private static final String NO_TYPE = "";

    private final Diagnostics diagnostics;
    private final Map<String, Name> types = new HashMap<>();
    private List<String> comments = new ArrayList<>();

    /** An empty line of comment that may stand between two others. */
    private @Nullable String between;

    private int paragraph;

    Gatherer(Diagnostics diagnostics) {
      this.diagnostics = diagnostics;
    }

    /**
     * Gathers the labels of each type; the name of a type is the key.
     *
     * @param possible which kinds of target the choices around leave
     */
    Map<String, LabelDrafts> gather(List<Item> items, Set<Target.Kind> possible) {
      Map<String, LabelDrafts> drafts = new LinkedHashMap<>();
      for (Item item : items) {
        if (item instanceof Contexts.Gap) {
          paragraph++;
          between = null;
        } else if (item instanceof Contexts.Remark remark) {
          comment(remark.text());
        } else if (item instanceof Contexts.Entry entry) {
          entry(entry, possible, drafts);
        } else if (item instanceof Contexts.Choice choice) {
          choice(choice, possible, drafts);
        }
      }
      return drafts;
    }

    /** Keeps a comment; lines of {@code #} around others are only a frame. */
    private void comment(String text) {
      boolean frame = true;
      for (int i = 0; i < text.length(); i++) {
        frame &= text.charAt(i) == '#';
      }
      if (!frame) {
        if (between != null) {
          comments.add(between);
        }
        comments.add(text);
        between = null;
      } else if (!comments.isEmpty()) {
        between = "#";
      }
    }

    private List<String> takeComments() {
      List<String> taken = comments;
      comments = new ArrayList<>();
      between = null;
      return taken;
    }

    private void choice(
        Contexts.Choice choice, Set<Target.Kind> possible, Map<String, LabelDrafts> drafts) {
      List<String> before = takeComments();
      int start = paragraph;
      Map<String, LabelDrafts> then =
          gather(choice.then(), narrowed(possible, choice.option(), true));
      Map<String, LabelDrafts> otherwise =
          gather(choice.otherwise(), narrowed(possible, choice.option(), false));
      String trailing = choice.trailing();
      List<String> keys = new ArrayList<>(then.keySet());
      for (String key : otherwise.keySet()) {
        if (!then.containsKey(key)) {
          keys.add(key);
        }
      }
      for (String key : keys) {
        LabelDrafts thenOfType = then.getOrDefault(key, new LabelDrafts());
        LabelDrafts otherwiseOfType = otherwise.getOrDefault(key, new LabelDrafts());
        ChoiceDraft draft =
            new ChoiceDraft(choice.option(), thenOfType, otherwiseOfType, choice.span());
        LabelDrafts ofType = draftsOf(key, drafts);
        draft.surround(ofType.turnsTo(start), before, trailing);
        ofType.turnsTo(paragraph);
        ofType.add(draft);
        before = List.of();
        trailing = null;
      }
      if (keys.isEmpty()) {
        before.addAll(comments);
        if (trailing != null) {
          before.add(trailing);
        }
        comments = before;
      }
    }

    private static Set<Target.Kind> narrowed(
        Set<Target.Kind> possible, Name option, boolean holds) {
      Target.Kind kind = option.is(MLS) ? Target.Kind.MLS : option.is(MCS) ? Target.Kind.MCS : null;
      Set<Target.Kind> left = EnumSet.copyOf(possible);
      if (kind != null && holds) {
        left.retainAll(EnumSet.of(kind));
      } else if (kind != null) {
        left.remove(kind);
      }
      return left;
    }

    private static LabelDrafts draftsOf(String key, Map<String, LabelDrafts> drafts) {
      LabelDrafts ofType = drafts.get(key);
      if (ofType == null) {
        ofType = new LabelDrafts();
        drafts.put(key, ofType);
      }
      return ofType;
    }

    private void entry(
        Contexts.Entry entry, Set<Target.Kind> possible, Map<String, LabelDrafts> drafts) {
      if (!canBeSaid(entry)) {
        return;
      }
      Label label = entry.label();
      String key = label == null ? NO_TYPE : label.type().text();
      if (label != null) {
        types.putIfAbsent(key, label.type());
      }
      LabelDrafts ofType = draftsOf(key, drafts);
      LabelDrafts.Draft draft = draft(entry, possible);
      List<String> before = takeComments();
      boolean gap = ofType.turnsTo(paragraph);
      if (draft instanceof ChoiceDraft choice) {
        choice.first().surround(false, List.of(), entry.trailing());
        draft.surround(gap, before, null);
      } else {
        draft.surround(gap, before, entry.trailing());
      }
      ofType.add(draft);
    }

    /** An entry, or a choice of it where targets of the possible kinds give it other levels. */
    private static LabelDrafts.Draft draft(Contexts.Entry entry, Set<Target.Kind> possible) {
      Label label = entry.label();
      Range mls = label == null || !possible.contains(Target.Kind.MLS) ? null : label.mls();
      Range mcs = label == null || !possible.contains(Target.Kind.MCS) ? null : label.mcs();
      boolean both = possible.contains(Target.Kind.MLS) && possible.contains(Target.Kind.MCS);
      boolean same = both && LabelDrafts.text(mls).equals(LabelDrafts.text(mcs));
      if (possible.size() > 1 && !same) {
        if (mls != null) {
          return choice(MLS, entry, possible);
        }
        if (mcs != null) {
          return choice(MCS, entry, possible);
        }
      }
      String pattern = entry.pattern();
      PathForm form = form(pattern);
      String text =
          form == PathForm.REGEX ? pattern : PathPattern.path(pattern, form == PathForm.TREE);
      return new EntryDraft(
          form,
          text == null ? pattern : text,
          entry.kind(),
          mls == null ? mcs : mls,
          entry.patternSpan(),
          entry.span());
    }

    private static ChoiceDraft choice(
        String option, Contexts.Entry entry, Set<Target.Kind> possible) {
      Name name = new Name(option, entry.span());
      LabelDrafts then = new LabelDrafts();
      LabelDrafts otherwise = new LabelDrafts();
      then.add(draft(entry, narrowed(possible, name, true)));
      otherwise.add(draft(entry, narrowed(possible, name, false)));
      return new ChoiceDraft(name, then, otherwise, entry.span());
    }

    private static PathForm form(String pattern) {
      // In a string of SVP a backslash takes the next character with it.
      String path = PathPattern.path(pattern, false);
      if (path != null && path.indexOf('\\') < 0) {
        return PathForm.PATH;
      }
      String tree = PathPattern.path(pattern, true);
      return tree != null && tree.indexOf('\\') < 0 ? PathForm.TREE : PathForm.REGEX;
    }

    /** Whether a string of SVP may hold the pattern; told where not. */
    private boolean canBeSaid(Contexts.Entry entry) {
      String pattern = entry.pattern();
      String problem = null;
      for (int i = 0; i < pattern.length() && problem == null; i++) {
        char c = pattern.charAt(i);
        if (c == '"') {
          problem = "holds a double quote";
        } else if (c < ' ' || c == 0x7f) {
          problem = "holds a control character";
        } else if (c == '\\') {
          i++;
          if (i == pattern.length()) {
            problem = "ends in a backslash";
          }
        }
      }
      if (problem != null) {
        diagnostics.add(
            Diagnostic.at(
                    Code.REFPOLICY_UNSUPPORTED,
                    entry.patternSpan(),
                    "A pattern that " + problem + " cannot be said in SVP.")
                .label("has no counterpart in SVP"));
      }
      return problem == null;
    }
  }
}
