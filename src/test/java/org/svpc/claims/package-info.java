/** Tests of assertions and tests: what is said of their names, and what becomes of them. */
@NullMarked
package org.svpc.claims;

import org.jspecify.annotations.NullMarked;
