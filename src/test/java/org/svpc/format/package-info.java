/** Tests of the layout of .svp files. */
@NullMarked
package org.svpc.format;

import org.jspecify.annotations.NullMarked;
