/**
 * The commands that look at linked policies, and at sources through the policy that they make:
 * access, flow, query, diff, test.
 */
@NullMarked
package org.svpc.inspection;

import org.jspecify.annotations.NullMarked;
