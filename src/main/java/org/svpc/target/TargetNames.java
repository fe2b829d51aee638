package org.svpc.target;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.selinux.NameKind;

/**
 * Names that the modules of a target take up. Answering may read files, so implementations find out
 * when first asked and keep what they found; what cannot be read counts as absent.
 */
public interface TargetNames {
  /** The names of a target of which nothing is known. */
  TargetNames NONE =
      new TargetNames() {
        @Override
        public boolean hasModule(String name) {
          return false;
        }

        @Override
        public Set<String> modules() {
          return Set.of();
        }

        @Override
        public Map<String, Boolean> booleans() {
          return Map.of();
        }

        @Override
        public Set<String> interfaces() {
          return Set.of();
        }

        @Override
        public @Nullable TargetInterface find(String name) {
          return null;
        }

        @Override
        public Set<NameKind> kinds(String name) {
          return Set.of();
        }

        @Override
        public Set<String> names(NameKind kind) {
          return Set.of();
        }
      };

  /** Whether the target has a module of this name; cheaper than {@link #modules()}. */
  boolean hasModule(String name);

  /** The names of all modules, sorted. */
  Set<String> modules();

  /** All booleans and tunables with their default values, sorted by name. */
  Map<String, Boolean> booleans();

  /** The names of all interfaces and templates. */
  Set<String> interfaces();

  /** The interface, template or pattern of that name, or null. */
  @Nullable TargetInterface find(String name);

  /** The kinds under which the headers speak of a name; mostly one, and none if they do not. */
  Set<NameKind> kinds(String name);

  /** All names that the headers speak of as of that kind. */
  Set<String> names(NameKind kind);

  /**
   * Says that what these texts look to call will be asked for, so that an implementation may read
   * it meanwhile.
   */
  default void expect(List<String> texts) {}

  /** The texts of the support files, for what has to be left to m4; read when asked for. */
  default List<String> supportTexts() {
    return List.of();
  }

  /** What was found wrong with the headers, as warnings, as far as they have been read. */
  default List<Diagnostic> problems() {
    return List.of();
  }
}
