/**
 * From syntax to IR: interfaces and templates are expanded with their arguments, sets get the
 * members the target gives them, levels and paths become what policy files hold. Names are taken as
 * written here; the bind room resolves them.
 */
@NullMarked
package org.svpc.lower;

import org.jspecify.annotations.NullMarked;
