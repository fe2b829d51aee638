package org.svpc.index;

import org.jspecify.annotations.Nullable;

/**
 * A security context as ids of one policy.
 *
 * @param range null where the policy has no MLS
 */
public record SecurityContext(int user, int role, int type, @Nullable MlsRange range) {}
