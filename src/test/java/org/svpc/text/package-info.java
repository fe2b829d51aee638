/** Tests of what works on plain text. */
@NullMarked
package org.svpc.text;

import org.jspecify.annotations.NullMarked;
