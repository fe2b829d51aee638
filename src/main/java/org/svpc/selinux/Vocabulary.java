package org.svpc.selinux;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words a policy's rules are made of: its object classes with their permissions, and the named
 * sets of permissions ({@code rw_file_perms}) and classes ({@code dir_file_class_set}) that its
 * support files define.
 *
 * <p>Sets may name other sets; they are expanded when first asked for. Names keep the order of the
 * files they came from.
 */
public final class Vocabulary {
  /** A vocabulary without a single word. */
  public static final Vocabulary EMPTY = builder().build();

  private static final String PERMISSION_SET = "_perms";

  private final SetTable classes;
  private final SetTable permissionSets;
  private final SetTable classSets;

  private final Set<String> userspaceClasses;

  private Vocabulary(Builder builder) {
    userspaceClasses = Set.copyOf(builder.userspaceClasses);
    classes = new SetTable(new LinkedHashMap<>(builder.classes), false);
    permissionSets = new SetTable(new LinkedHashMap<>(builder.permissionSets), true);
    classSets = new SetTable(new LinkedHashMap<>(builder.classSets), true);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The names of all object classes. */
  public Set<String> classes() {
    return classes.names();
  }

  public boolean hasClass(String name) {
    return classes.has(name);
  }

  /**
   * Whether a class is no kernel's but that of a program which decides by itself, such as D-Bus.
   * Refpolicy's {@code policy_module} requires the kernel's classes only.
   */
  public boolean isUserspaceClass(String name) {
    return userspaceClasses.contains(name);
  }

  /**
   * All permissions of a class, those it inherits from a common set included, in the order of the
   * headers; empty where there is no such class.
   */
  public List<String> permissionsOf(String className) {
    List<String> permissions = classes.expand(className);
    return permissions == null ? List.of() : permissions;
  }

  public Set<String> permissionSetNames() {
    return permissionSets.names();
  }

  /** The permissions that a set such as {@code rw_file_perms} stands for. */
  public Optional<List<String>> permissionSet(String name) {
    return Optional.ofNullable(permissionSets.expand(name));
  }

  public Set<String> classSetNames() {
    return classSets.names();
  }

  /** The classes that a set such as {@code dir_file_class_set} stands for. */
  public Optional<List<String>> classSet(String name) {
    return Optional.ofNullable(classSets.expand(name));
  }

  /**
   * The class that a permission set's name speaks of: the longest class name that stands before
   * {@code _perms} ({@code rw_inherited_fifo_file_perms} is for {@code fifo_file}). Empty where the
   * name speaks of no class ({@code signal_perms}).
   */
  public Optional<String> classNamedBy(String permissionSet) {
    if (!permissionSet.endsWith(PERMISSION_SET)) {
      return Optional.empty();
    }
    String stem = permissionSet.substring(0, permissionSet.length() - PERMISSION_SET.length());
    int from = 0;
    while (from >= 0) {
      String candidate = stem.substring(from);
      if (hasClass(candidate)) {
        return Optional.of(candidate);
      }
      int next = stem.indexOf('_', from);
      from = next < 0 ? -1 : next + 1;
    }
    return Optional.empty();
  }

  /**
   * Whether a permission set's name fits a class. Sets named after {@code socket} fit every class
   * of sockets, those named after {@code netlink_socket} every netlink class; sets whose name
   * speaks of no class fit all.
   */
  public boolean suits(String permissionSet, String className) {
    Optional<String> named = classNamedBy(permissionSet);
    if (named.isEmpty() || named.get().equals(className)) {
      return true;
    }
    return switch (named.get()) {
      case "socket" -> className.endsWith("_socket");
      case "netlink_socket" -> className.startsWith("netlink_") && className.endsWith("_socket");
      default -> false;
    };
  }

  /** Collects the words; a later definition of a name replaces an earlier one, as in m4. */
  public static final class Builder {
    private final Map<String, String> classes = new LinkedHashMap<>();
    private final Set<String> userspaceClasses = new LinkedHashSet<>();
    private final Map<String, String> permissionSets = new LinkedHashMap<>();
    private final Map<String, String> classSets = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Adds an object class.
     *
     * @param permissions the permissions, between anything that is not part of a word
     */
    public Builder objectClass(String name, String permissions) {
      classes.put(name, permissions);
      return this;
    }

    /** Says that a class is that of a program. */
    public Builder userspaceClass(String name) {
      userspaceClasses.add(name);
      return this;
    }

    /**
     * Adds a set of permissions.
     *
     * @param body the members and the names of further permission sets
     */
    public Builder permissionSet(String name, String body) {
      permissionSets.put(name, body);
      return this;
    }

    /**
     * Adds a set of classes.
     *
     * @param body the members and the names of further class sets
     */
    public Builder classSet(String name, String body) {
      classSets.put(name, body);
      return this;
    }

    /** The classes collected so far. */
    public Set<String> classes() {
      return Collections.unmodifiableSet(classes.keySet());
    }

    public Vocabulary build() {
      return new Vocabulary(this);
    }
  }
}
