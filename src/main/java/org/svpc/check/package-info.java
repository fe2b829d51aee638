/**
 * Rules that a bound module must keep and that checkmodule and semodule do not hold, or tell too
 * late: one class for each, listed in {@link org.svpc.check.Checks}.
 */
@NullMarked
package org.svpc.check;

import org.jspecify.annotations.NullMarked;
