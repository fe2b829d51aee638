/** The reader of kernel policies against libsepol's own, and against files that are damaged. */
@NullMarked
package org.svpc.policydb;

import org.jspecify.annotations.NullMarked;
