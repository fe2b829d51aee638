package org.svpc.index;

/** A statement that gives a context to something that is not a file with a label of its own. */
public sealed interface LabelRule {
  SecurityContext context();

  /** {@code sid name context}; for a number without name it is the number's text. */
  record InitialSid(String name, SecurityContext context) implements LabelRule {}

  /**
   * {@code fs_use_xattr ext4 context}.
   *
   * @param behavior {@code xattr}, {@code trans} or {@code task}
   */
  record FsUse(String behavior, String fileSystem, SecurityContext context) implements LabelRule {}

  /**
   * {@code genfscon proc /mdstat context}.
   *
   * @param objectClass id of the class of file meant, or -1 for all
   */
  record Genfs(String fileSystem, String path, int objectClass, SecurityContext context)
      implements LabelRule {}

  /** {@code portcon tcp 22 context}; both ends of the range included. */
  record Port(String protocol, int low, int high, SecurityContext context) implements LabelRule {}

  /** {@code netifcon eth0 context packet}. */
  record NetworkInterface(String name, SecurityContext context, SecurityContext packet)
      implements LabelRule {}

  /** {@code nodecon address mask context}, the addresses in the usual text form. */
  record Node(String address, String mask, SecurityContext context) implements LabelRule {}

  /** {@code ibpkeycon}: the subnet's prefix as an IPv6 address and the keys' range. */
  record InfinibandKey(String prefix, int low, int high, SecurityContext context)
      implements LabelRule {}

  /** {@code ibendportcon device port context}. */
  record InfinibandPort(String device, int port, SecurityContext context) implements LabelRule {}
}
