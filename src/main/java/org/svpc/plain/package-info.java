/**
 * Reads plain policy, as m4 leaves it, into the IR: the .te that checkmodule takes and the .fc that
 * semodule_package takes. Written by hand for speed; hostile input costs bounded time and depth.
 * Uses the IR and diagnostics.
 */
@NullMarked
package org.svpc.plain;

import org.jspecify.annotations.NullMarked;
