package org.svpc.target;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.selinux.NameKind;
import org.svpc.selinux.Vocabulary;

/**
 * The policy that a module is built for.
 *
 * <p>Build options bear the names that refpolicy's m4 sees ({@code enable_mcs}, {@code
 * distro_debian}, {@code init_systemd}); which variable of {@code build.conf} gives which option is
 * the rule of the headers' Makefile.
 */
public final class Target {
  /** Which levels a policy knows. */
  public enum Kind {
    /** No levels in contexts. */
    STANDARD,
    /** One sensitivity, {@code s0}, and categories. */
    MCS,
    /** Sensitivities and categories. */
    MLS
  }

  private static final int DEFAULT_CATEGORIES = 1024;

  private final String description;
  private final boolean headers;
  private final Vocabulary vocabulary;
  private final Kind kind;
  private final Map<String, String> options;
  private final Map<String, String> levels;
  private final Map<String, String> categorySets;
  private final int sensitivities;
  private final int categories;
  private final TargetNames names;
  private final OptionalInt maxModuleVersion;

  private Target(Builder builder) {
    description = builder.description;
    headers = builder.headers;
    vocabulary = builder.vocabulary;
    kind = builder.kind;
    options = sorted(builder.options);
    levels = sorted(builder.levels);
    categorySets = sorted(builder.categorySets);
    sensitivities = builder.sensitivities;
    categories = builder.categories;
    names = builder.names;
    maxModuleVersion = builder.maxModuleVersion;
  }

  private static Map<String, String> sorted(Map<String, String> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }

  public static Builder builder(String description) {
    return new Builder(description);
  }

  /** Where the target was read from, for messages. */
  public String description() {
    return description;
  }

  /**
   * Whether the target was read from a policy's headers. Without them only the classes of the
   * kernel and of the usual object managers are known: no sets, modules, booleans or options.
   */
  public boolean hasHeaders() {
    return headers;
  }

  public Vocabulary vocabulary() {
    return vocabulary;
  }

  public Kind kind() {
    return kind;
  }

  /**
   * Whether contexts have a level: MCS and MLS policies, both of which checkmodule wants -M for.
   */
  public boolean mls() {
    return kind != Kind.STANDARD;
  }

  /** Whether a build option is on, by its m4 name; an unknown option is off. */
  public boolean option(String m4Name) {
    return options.containsKey(m4Name);
  }

  /** The build options that are on, by their m4 names, with their values (mostly empty). */
  public Map<String, String> options() {
    return options;
  }

  /** The number of sensitivities, {@code s0} to one less; 0 where contexts have no level. */
  public int sensitivities() {
    return sensitivities;
  }

  /** The number of categories, {@code c0} to one less; 0 where contexts have no level. */
  public int categories() {
    return categories;
  }

  /** What a symbolic level stands for: {@code mcs_systemhigh} is {@code s0:c0.c1023}. */
  public Optional<String> level(String symbol) {
    return Optional.ofNullable(levels.get(symbol));
  }

  /** The names of all symbolic levels. */
  public Set<String> levelNames() {
    return levels.keySet();
  }

  /** What a symbolic set of categories stands for: {@code mcs_allcats} is {@code c0.c1023}. */
  public Optional<String> categorySet(String symbol) {
    return Optional.ofNullable(categorySets.get(symbol));
  }

  public Set<String> categorySetNames() {
    return categorySets.keySet();
  }

  /** Whether the target declares a boolean or tunable of this name. */
  public boolean declaresBoolean(String name) {
    return names.booleans().containsKey(name);
  }

  /** All booleans and tunables of the target with their default values. */
  public Map<String, Boolean> booleans() {
    return names.booleans();
  }

  /**
   * Whether the target has an interface or template of this name. The first question that is not
   * about a conventional name of a type, role or user reads every header; interfaces never end as
   * those do.
   */
  public boolean hasInterface(String name) {
    return name.indexOf('_') >= 0
        && !name.endsWith("_t")
        && !name.endsWith("_r")
        && !name.endsWith("_u")
        && names.interfaces().contains(name);
  }

  /** The interface, template or pattern of the target that has this name, or null. */
  public @Nullable TargetInterface findInterface(String name) {
    return names.find(name);
  }

  /** The names of all interfaces, templates and patterns of the target. */
  public Set<String> interfaceNames() {
    return names.interfaces();
  }

  /** The kinds under which the target's headers speak of a name. */
  public Set<NameKind> kinds(String name) {
    return names.kinds(name);
  }

  /** All names that the target's headers speak of as of that kind. */
  public Set<String> names(NameKind kind) {
    return names.names(kind);
  }

  /** What was found wrong with the target's headers, as warnings, as far as they were needed. */
  public List<Diagnostic> problems() {
    return names.problems();
  }

  /** Whether the target has a module of this name, which a new one would replace. */
  public boolean hasModule(String name) {
    return names.hasModule(name);
  }

  /** The names of all modules of the target. */
  public Set<String> modules() {
    return names.modules();
  }

  /** The newest module version that the target's tools take, where it is known. */
  public OptionalInt maxModuleVersion() {
    return maxModuleVersion;
  }

  /** The same target, whose tools take module versions up to {@code version}. */
  public Target withMaxModuleVersion(int version) {
    Builder copy = copy();
    copy.maxModuleVersion = OptionalInt.of(version);
    return copy.build();
  }

  /** The names that the target's modules take up. */
  public TargetNames targetNames() {
    return names;
  }

  /** The same target with other names. */
  public Target withNames(TargetNames other) {
    return copy().names(other).build();
  }

  private Builder copy() {
    Builder copy = new Builder(description);
    copy.headers = headers;
    copy.vocabulary = vocabulary;
    copy.kind = kind;
    copy.options = options;
    copy.levels = levels;
    copy.categorySets = categorySets;
    copy.sensitivities = sensitivities;
    copy.categories = categories;
    copy.names = names;
    copy.maxModuleVersion = maxModuleVersion;
    return copy;
  }

  @Override
  public String toString() {
    return description;
  }

  /** Collects what is known of a target; what is not said stays empty, and the kind is MCS. */
  public static final class Builder {
    private final String description;
    private boolean headers;
    private Vocabulary vocabulary = Vocabulary.EMPTY;
    private Kind kind = Kind.MCS;
    private Map<String, String> options = Map.of();
    private Map<String, String> levels = Map.of();
    private Map<String, String> categorySets = Map.of();
    private int sensitivities = 1;
    private int categories = DEFAULT_CATEGORIES;
    private TargetNames names = TargetNames.NONE;
    private OptionalInt maxModuleVersion = OptionalInt.empty();

    private Builder(String description) {
      this.description = description;
    }

    /** Says that the target was read from headers. */
    public Builder fromHeaders() {
      headers = true;
      return this;
    }

    public Builder vocabulary(Vocabulary value) {
      vocabulary = value;
      return this;
    }

    /**
     * Sets which levels there are.
     *
     * @param sensitivityCount how many sensitivities an MLS policy has; an MCS policy has one
     * @param categoryCount how many categories there are
     */
    public Builder levels(Kind value, int sensitivityCount, int categoryCount) {
      kind = value;
      sensitivities =
          switch (value) {
            case STANDARD -> 0;
            case MCS -> 1;
            case MLS -> sensitivityCount;
          };
      categories = value == Kind.STANDARD ? 0 : categoryCount;
      return this;
    }

    public Builder options(Map<String, String> m4Names) {
      options = m4Names;
      return this;
    }

    /** The build options that were given. */
    public Map<String, String> options() {
      return options;
    }

    public Builder symbolicLevels(Map<String, String> values) {
      levels = values;
      return this;
    }

    public Builder symbolicCategorySets(Map<String, String> values) {
      categorySets = values;
      return this;
    }

    public Builder names(TargetNames value) {
      names = value;
      return this;
    }

    public Target build() {
      return new Target(this);
    }
  }
}
