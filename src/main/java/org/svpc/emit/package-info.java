/**
 * Writes the IR out: plain .te and .fc for checkmodule and semodule_package, .cil for secilc and
 * semodule, and the forms that people read. Emitters decide nothing; they sort what they write, so
 * that equal policy gives equal bytes, and remember which line came from where.
 */
@NullMarked
package org.svpc.emit;

import org.jspecify.annotations.NullMarked;
