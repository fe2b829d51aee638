package org.svpc.cli;

import java.util.Arrays;
import org.graalvm.nativeimage.VMRuntime;

/**
 * The entry of svpc where it is compiled to a program. It says what the launcher says to a JVM: the
 * launcher starts the program with the tree that both are in as the first word.
 */
final class NativeMain {
  private NativeMain() {}

  /**
   * Runs one command and ends the process with its status.
   *
   * @param args the tree, then the words after the program's name
   */
  public static void main(String[] args) {
    // What native-image does only where it reads options of its own: from here on signals end svpc
    // well.
    VMRuntime.initialize();
    System.setProperty("svpc.home", args[0]);
    // What stands for the classes in stamps: they are all in this file.
    System.setProperty("java.class.path", args[0] + "/lib/svpc/native/svpc");
    // Else it is FORK, which copies the tables of all memory for each program that is run.
    System.setProperty("jdk.lang.Process.launchMechanism", "VFORK");
    Main.main(Arrays.copyOfRange(args, 1, args.length));
  }
}
