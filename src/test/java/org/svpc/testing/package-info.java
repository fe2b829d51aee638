/** What the tests of all rooms share: expected texts in files. */
@NullMarked
package org.svpc.testing;

import org.jspecify.annotations.NullMarked;
