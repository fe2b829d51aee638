package org.svpc.libvirt;

import org.svpc.selinux.FileKind;

/**
 * A path of the host that has to bear a type.
 *
 * @param path normal: from the root, without empty parts and dots
 * @param tree whether all below it bears the type too
 * @param range what the XML says of the level, or empty
 * @param lasting whether the guest meets this label, and not one that libvirt sets at its start
 */
public record Placement(
    String what,
    Element place,
    String path,
    FileKind kind,
    boolean tree,
    Subject type,
    String range,
    boolean lasting) {}
