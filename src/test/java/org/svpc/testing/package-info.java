/** What the tests of all rooms share: expected texts in files, runs of programs, a small policy. */
@NullMarked
package org.svpc.testing;

import org.jspecify.annotations.NullMarked;
