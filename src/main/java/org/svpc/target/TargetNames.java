package org.svpc.target;

import java.util.Map;
import java.util.Set;

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
      };

  /** Whether the target has a module of this name; cheaper than {@link #modules()}. */
  boolean hasModule(String name);

  /** The names of all modules, sorted. */
  Set<String> modules();

  /** All booleans and tunables with their default values, sorted by name. */
  Map<String, Boolean> booleans();

  /** The names of all interfaces and templates; finding them out reads every header. */
  Set<String> interfaces();
}
