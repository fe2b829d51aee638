package org.svpc.headers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.files.FolderNames;
import org.svpc.selinux.NameKind;
import org.svpc.target.TargetInterface;
import org.svpc.target.TargetNames;

/**
 * The names of a target's modules, interfaces and booleans, from the index of its headers. The
 * index is opened when it is first of use. Where it would have to be made, modules and booleans are
 * looked up without it: that is much less work, and many builds ask for nothing else.
 */
final class HeaderNames implements TargetNames {
  private final HeaderTree tree;
  private final IndexCache cache;
  private final Map<String, TargetInterface> read = new ConcurrentHashMap<>();
  private @Nullable PolicyIndex index;
  private boolean sought;

  /** Whether an answer came from the index. */
  private boolean used;

  private @Nullable Map<String, Boolean> booleans;

  HeaderNames(HeaderTree tree, IndexCache cache) {
    this.tree = tree;
    this.cache = cache;
  }

  @Override
  public synchronized boolean hasModule(String name) {
    return index == null ? tree.hasModule(name) : index.hasModule(name);
  }

  @Override
  public synchronized Set<String> modules() {
    PolicyIndex open = atHand();
    if (open != null) {
      return open.modules();
    }
    Set<String> modules = new TreeSet<>();
    for (HeaderTree.Folder folder : tree.folders()) {
      for (String name : folder.names()) {
        if (name.endsWith(HeaderTree.INTERFACES)) {
          modules.add(name.substring(0, name.length() - HeaderTree.INTERFACES.length()));
        }
      }
    }
    return Collections.unmodifiableSet(modules);
  }

  @Override
  public synchronized Map<String, Boolean> booleans() {
    PolicyIndex open = atHand();
    if (open != null) {
      return open.booleans();
    }
    Map<String, Boolean> known = booleans;
    if (known == null) {
      known = DeclaredBooleans.of(tree).values();
      booleans = known;
    }
    return known;
  }

  @Override
  public Set<String> interfaces() {
    return index().callables();
  }

  @Override
  public @Nullable TargetInterface find(String name) {
    return find(name, index());
  }

  private @Nullable TargetInterface find(String name, PolicyIndex open) {
    TargetInterface known = read.get(name);
    if (known == null) {
      Callable callable = callable(name, open);
      if (callable != null) {
        known = InterfaceOfHeader.read(callable);
        TargetInterface other = read.putIfAbsent(name, known);
        known = other == null ? known : other;
      }
    }
    return known;
  }

  private @Nullable Callable callable(String name, PolicyIndex open) {
    Callable callable = open.callable(name);
    if (callable == null && open.callables().contains(name)) {
      callable = remade(open).callable(name);
    }
    return callable;
  }

  /** An index in the place of one whose file has been damaged since it was opened. */
  private synchronized PolicyIndex remade(PolicyIndex damaged) {
    PolicyIndex known = index;
    if (known == null || known == damaged) {
      known = cache.make(tree);
      index = known;
    }
    return known;
  }

  /** Reads on in a thread of its own, where the index lies ready. */
  @Override
  public void expect(List<String> texts) {
    new ReadAhead(this, texts).start();
  }

  /** Reads a definition that may be asked for; null where that needs more than looking it up. */
  @Nullable TargetInterface ahead(String name) {
    PolicyIndex open = opened();
    return open == null ? null : find(name, open);
  }

  @Override
  public List<String> supportTexts() {
    List<String> texts = new ArrayList<>();
    for (String name : FolderNames.of(tree.support())) {
      if (name.endsWith(".spt")) {
        try {
          texts.add(HeaderFiles.read(tree.support().resolve(name)));
        } catch (IOException e) {
          // Without it the expansion that needs it fails, and is told.
        }
      }
    }
    return texts;
  }

  @Override
  public Set<NameKind> kinds(String name) {
    return index().kinds(name);
  }

  @Override
  public Set<String> names(NameKind kind) {
    return index().names(kind);
  }

  @Override
  public synchronized List<Diagnostic> problems() {
    return (index == null || !used) ? List.of() : index.problems();
  }

  private synchronized PolicyIndex index() {
    PolicyIndex open = atHand();
    if (open == null) {
      open = cache.make(tree);
      index = open;
    }
    return open;
  }

  /** The index, if it need not be made, to answer from. */
  private synchronized @Nullable PolicyIndex atHand() {
    used = true;
    return opened();
  }

  private synchronized @Nullable PolicyIndex opened() {
    if (!sought) {
      sought = true;
      index = cache.find(tree);
    }
    return index;
  }
}
