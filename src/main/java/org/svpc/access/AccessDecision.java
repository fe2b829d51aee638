package org.svpc.access;

/**
 * What the security server answers for a source, a target and a class, as masks of permissions.
 *
 * @param allowed permissions that are granted
 * @param auditallow permissions whose use is logged
 * @param dontaudit permissions whose denial is not logged
 * @param permissive whether a denial is only logged, because the source's type is permissive
 */
public record AccessDecision(int allowed, int auditallow, int dontaudit, boolean permissive) {}
