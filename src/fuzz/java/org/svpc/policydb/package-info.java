/** Fuzzing of the reader of kernel policies; run by {@code make fuzz}. */
@NullMarked
package org.svpc.policydb;

import org.jspecify.annotations.NullMarked;
