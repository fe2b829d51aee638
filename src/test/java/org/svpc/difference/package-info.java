/** Differences of policies against setools' sediff. */
@NullMarked
package org.svpc.difference;

import org.jspecify.annotations.NullMarked;
