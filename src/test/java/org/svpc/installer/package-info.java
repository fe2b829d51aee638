/** The script that installs modules, run in a private root, each of its steps made to fail. */
package org.svpc.installer;
