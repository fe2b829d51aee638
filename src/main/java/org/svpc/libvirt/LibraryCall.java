package org.svpc.libvirt;

import java.util.List;

/**
 * A call of the library on behalf of a guest.
 *
 * @param arguments those behind the guest; of the guest's own template none, since it takes all
 *     types that the module has for it
 */
public record LibraryCall(Access access, List<Subject> arguments) {
  public LibraryCall {
    arguments = List.copyOf(arguments);
  }

  static LibraryCall of(Access access, Subject... arguments) {
    return new LibraryCall(access, List.of(arguments));
  }
}
