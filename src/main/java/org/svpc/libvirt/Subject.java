package org.svpc.libvirt;

/** A type or attribute that a call or a label is about. */
public sealed interface Subject {
  /** One that the guest's module declares, by what it is for. */
  record Own(Role role) implements Subject {}

  /** One that the policy has. */
  record Named(String name) implements Subject {}

  /** A type of images that the XML names and the policy lacks, so that the module declares it. */
  record Declared(String name) implements Subject {}

  /**
   * One that a module declares which is not installed everywhere: the call stands in an optional.
   */
  record Missing(String name) implements Subject {}

  /** The guest's own domain: what libvirt starts beside a guest bears the guest's label. */
  record Guest() implements Subject {}

  /** libvirt's daemon, in which runs what it starts and no policy gives a domain. */
  Subject LIBVIRT = new Named("virtd_t");

  /** What a type of a guest's module is for. */
  enum Role {
    IMAGE("_image_t", "Images of the guest, as long as it does not run."),
    SHARED("_shared_t", "Images that the guest shares with others."),
    FOLDER("_folder_t", "Folders of the host that the guest works in."),
    SOCKET("_socket_t", "Sockets at which the guest listens."),
    PEER("_peer_t", "Sockets at which others listen for the guest."),
    KEY("_key_t", "Keys that the guest reads, and no other guest."),
    LOG("_log_t", "Files that the guest only writes to."),
    PIPE("_pipe_t", "Pipes of the guest."),
    MEMORY("_tmpfs_t", "Memory of the guest, which daemons may share."),
    TERMINAL("_devpts_t", ""),
    SERVER("_server", "Who serves the guest's sockets: let the domain of the daemon join it.");

    private final String suffix;
    private final String documentation;

    Role(String suffix, String documentation) {
      this.suffix = suffix;
      this.documentation = documentation;
    }

    String suffix() {
      return suffix;
    }

    /** A sentence; empty where the guest's template declares the type. */
    String documentation() {
      return documentation;
    }
  }

  Subject SVIRT_IMAGE = new Named("svirt_image_t");
  Subject CONTENT = new Named("virt_content_t");
  Subject DEFAULT_IMAGE = new Named("virt_image_t");

  static Subject own(Role role) {
    return new Own(role);
  }
}
