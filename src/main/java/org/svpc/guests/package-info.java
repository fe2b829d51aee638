/**
 * The commands for virtual machines: modules made of their XML, what policies lack for them, and
 * labels that keep them apart.
 */
@NullMarked
package org.svpc.guests;

import org.jspecify.annotations.NullMarked;
