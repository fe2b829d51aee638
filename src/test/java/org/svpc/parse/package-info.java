/** Tests of reading .svp files. */
@NullMarked
package org.svpc.parse;

import org.jspecify.annotations.NullMarked;
