package org.svpc.headers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.files.FolderNames;
import org.svpc.refpolicy.Signature;
import org.svpc.refpolicy.Signatures;
import org.svpc.selinux.NameKind;
import org.svpc.syntax.Parameter;
import org.svpc.target.Target;
import org.svpc.target.TargetInterface;

/**
 * The interfaces that lie beside the sources of a build, as the headers' Makefile takes each {@code
 * .if} of the folder that it runs in.
 */
public final class InterfaceFiles {
  private static final String SUFFIX = HeaderTree.INTERFACES;

  private final IndexContent content;

  private InterfaceFiles(IndexContent content) {
    this.content = content;
  }

  /** The files with interfaces that a folder holds, sorted; none where it cannot be listed. */
  public static List<Path> in(Path folder) {
    List<Path> files = new ArrayList<>();
    for (String name : FolderNames.of(folder)) {
      if (name.endsWith(SUFFIX) && name.length() > SUFFIX.length() && !name.startsWith(".")) {
        files.add(folder.resolve(name));
      }
    }
    return files;
  }

  /** The module whose interfaces a file holds. */
  public static String module(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  /**
   * Reads files.
   *
   * @param known what they may call besides each other
   */
  public static InterfaceFiles read(List<Path> files, Target known) {
    return new InterfaceFiles(
        IndexBuilder.build(files, known.options().keySet(), new KnownSignatures(known)));
  }

  /** All that they define. What is wrong with the text of one is told where it is called. */
  public List<TargetInterface> interfaces() {
    List<TargetInterface> interfaces = new ArrayList<>();
    for (Callable callable : content.callables().values()) {
      interfaces.add(InterfaceOfHeader.read(callable));
    }
    return interfaces;
  }

  /** The names that they require or declare. */
  public Map<NameKind, Set<String>> names() {
    return content.names();
  }

  /** What is wrong with the files, as warnings. */
  public List<Diagnostic> problems() {
    return StoredProblems.warnings(content.problems());
  }

  private record KnownSignatures(Target target) implements Signatures.Known {
    @Override
    public @Nullable Signature find(String name) {
      TargetInterface found = target.findInterface(name);
      if (found == null) {
        return null;
      }
      List<Signature.Parameter> parameters = new ArrayList<>();
      for (Parameter each : found.declaration().parameters()) {
        parameters.add(
            new Signature.Parameter(
                each.kind(), each.name().text(), each.optional() || each.rest()));
      }
      return new Signature(parameters);
    }
  }
}
