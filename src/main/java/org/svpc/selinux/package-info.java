/**
 * Shapes of SELinux things that do not depend on any target: levels, kinds of names, files and
 * rules, a vocabulary of classes with their permissions, documentation, and the names that
 * checkpolicy reserves.
 */
@NullMarked
package org.svpc.selinux;

import org.jspecify.annotations.NullMarked;
