package org.svpc.verify;

import java.util.List;
import org.svpc.index.Policy;
import org.svpc.ir.Claims;

/**
 * A policy, or labels, without one safeguard.
 *
 * @param safeguard what is gone, as it stands behind "without"
 * @param bytes the policy as a kernel loads it
 * @param claims what is said of it, for each module
 */
@SuppressWarnings("ArrayRecordComponent")
public record Mutant(String safeguard, byte[] bytes, Policy policy, List<Claims> claims) {
  public Mutant {
    claims = List.copyOf(claims);
  }
}
