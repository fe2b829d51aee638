/**
 * The judge of the tests: reads CIL, brings it into the normal form that docs/equality.md defines,
 * and tells in words what two modules differ in.
 */
package org.svpc.cil;
