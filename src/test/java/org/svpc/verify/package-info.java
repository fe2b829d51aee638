/** Tests of what is judged against a linked policy. */
@NullMarked
package org.svpc.verify;

import org.jspecify.annotations.NullMarked;
