/**
 * What one policy means and another does not: rules compared type by type, as they apply once
 * attributes are written out, without ever writing all of them out.
 */
@NullMarked
package org.svpc.difference;

import org.jspecify.annotations.NullMarked;
