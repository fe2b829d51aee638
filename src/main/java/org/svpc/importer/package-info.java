/**
 * Turns modules of refpolicy into SVP that a maintainer would carry on from: what the reader of
 * refpolicy's sources found is put in order, so that domains own their rules and labels sit with
 * their types. What cannot be said in SVP is told with its place.
 */
@NullMarked
package org.svpc.importer;

import org.jspecify.annotations.NullMarked;
