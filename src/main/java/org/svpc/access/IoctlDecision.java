package org.svpc.access;

/**
 * What the security server answers for one ioctl command.
 *
 * @param allowed whether it is granted
 * @param restricted whether rules on commands exist, so that {@code ioctl} alone does not suffice
 * @param auditallow whether its use is logged
 * @param dontaudit whether its denial is not logged
 */
public record IoctlDecision(
    boolean allowed, boolean restricted, boolean auditallow, boolean dontaudit) {}
