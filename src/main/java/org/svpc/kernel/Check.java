package org.svpc.kernel;

/**
 * Something that a process does in the machine: a line of {@code check} to its program.
 *
 * @param operation as the program calls it
 * @param kind the class of what it is done to, of which the program makes one
 * @param target the context that it gets; {@code -} where the process makes it itself
 * @param folder the context of the folder that it lies in; {@code -} where nobody walks through it
 * @param other a further context; {@code -} for none
 * @param fileSystem the context of the file system that it lies on; {@code -} for any
 * @param number a signal, a mode of opening, an ioctl command
 * @param name the name of a file; {@code -} for any
 */
record Check(
    String operation,
    String kind,
    String subject,
    String target,
    String folder,
    String other,
    String fileSystem,
    int number,
    String name) {
  static final String NONE = "-";

  static Check of(String operation, String kind, String subject, String target) {
    return new Check(operation, kind, subject, target, NONE, NONE, NONE, 0, NONE);
  }

  Check number(int value) {
    return new Check(operation, kind, subject, target, folder, other, fileSystem, value, name);
  }

  Check folder(String context) {
    return new Check(operation, kind, subject, target, context, other, fileSystem, number, name);
  }

  Check other(String context) {
    return new Check(operation, kind, subject, target, folder, context, fileSystem, number, name);
  }

  Check on(String context) {
    return new Check(operation, kind, subject, target, folder, other, context, number, name);
  }

  Check named(String file) {
    return new Check(operation, kind, subject, target, folder, other, fileSystem, number, file);
  }
}
