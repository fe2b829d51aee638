package org.svpc.index;

/**
 * The booleans of a policy.
 *
 * @param names name of each
 * @param on those that are on as the policy is loaded
 */
public record BooleanTable(Names names, IdSet on) {}
