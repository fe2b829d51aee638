/**
 * GNU m4 1.4.19 as a function from text to text: for the macros of refpolicy that are not read by
 * their structure, and as a second opinion in tests. It starts no process, reads no file and no
 * environment, and ends within the limits it is given. Uses nothing but the JDK.
 */
@NullMarked
package org.svpc.m4;

import org.jspecify.annotations.NullMarked;
