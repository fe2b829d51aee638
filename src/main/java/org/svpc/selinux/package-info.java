/**
 * Shapes of SELinux things that do not depend on any target: levels, file kinds, kinds of names,
 * documentation, and the names that checkpolicy reserves.
 */
@NullMarked
package org.svpc.selinux;

import org.jspecify.annotations.NullMarked;
