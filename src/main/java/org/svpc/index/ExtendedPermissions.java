package org.svpc.index;

/**
 * The ioctl commands of an {@code xperm} rule.
 *
 * @param commands command numbers, 0 to 0xffff: the driver (high byte) and the function (low byte)
 *     that the kernel compares; a rule on whole drivers has all their functions
 */
public record ExtendedPermissions(IdSet commands) {}
