/**
 * The commands that work on sources: start, lay out, check, explain, import, build, link, document
 * and pack modules.
 */
@NullMarked
package org.svpc.authoring;

import org.jspecify.annotations.NullMarked;
