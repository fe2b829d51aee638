package org.svpc.policydb;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.svpc.index.LabelRule;
import org.svpc.index.SecurityContext;

/** The statements of a policy file that give contexts to what is not a labelled file. */
final class LabelReader {
  /** The kinds of statements in the file's order; the last two are in files of newer versions. */
  private enum Kind {
    INITIAL_SID,
    FILE_SYSTEM,
    PORT,
    INTERFACE,
    NODE,
    FS_USE,
    NODE6,
    INFINIBAND_KEY,
    INFINIBAND_PORT
  }

  /** Names of the kernel's initial contexts, from number 1; a name in the file would be none. */
  private static final String[] INITIAL_SIDS = {
    "kernel",
    "security",
    "unlabeled",
    "fs",
    "file",
    "file_labels",
    "init",
    "any_socket",
    "port",
    "netif",
    "netmsg",
    "node",
    "igmp_packet",
    "icmp_socket",
    "tcp_socket",
    "sysctl_modprobe",
    "sysctl",
    "sysctl_fs",
    "sysctl_kernel",
    "sysctl_net",
    "sysctl_net_unix",
    "sysctl_vm",
    "sysctl_dev",
    "kmod",
    "policy",
    "scmp_packet",
    "devnull"
  };

  private static final Kind[] KINDS = Kind.values();

  private final Input input;
  private final Counts counts;
  private final Levels levels;
  private final List<LabelRule> labels = new ArrayList<>();

  LabelReader(Input input, Counts counts) {
    this.input = input;
    this.counts = counts;
    levels = new Levels(input, counts);
  }

  List<LabelRule> labels() {
    return labels;
  }

  /** How many kinds of statements a file may announce. */
  static int kinds() {
    return KINDS.length;
  }

  /**
   * The statements of all kinds but genfscon.
   *
   * @param kinds how many kinds the file has
   */
  void read(int kinds) throws MalformedPolicy {
    for (int kind = 0; kind < kinds; kind++) {
      int count = input.count("contexts", 16);
      for (int i = 0; i < count; i++) {
        label(KINDS[kind]);
      }
    }
  }

  private void label(Kind kind) throws MalformedPolicy {
    switch (kind) {
      case INITIAL_SID -> {
        int number = input.number("the number of an initial context");
        String name =
            number >= 1 && number <= INITIAL_SIDS.length
                ? INITIAL_SIDS[number - 1]
                : Integer.toString(number);
        labels.add(new LabelRule.InitialSid(name, context()));
      }
      case FILE_SYSTEM -> {
        // "fscon", which no kernel looks at any more.
        input.name(input.bits32(), "a file system");
        context();
        context();
      }
      case PORT -> {
        String protocol = protocol(input.bits32());
        int low = port();
        int high = port();
        labels.add(new LabelRule.Port(protocol, low, high, context()));
      }
      case INTERFACE -> {
        String name = input.name(input.bits32(), "a network interface");
        SecurityContext context = context();
        labels.add(new LabelRule.NetworkInterface(name, context, context()));
      }
      case NODE -> node(4);
      case FS_USE -> {
        String behavior = behavior(input.bits32());
        String name = input.name(input.bits32(), "a file system");
        labels.add(new LabelRule.FsUse(behavior, name, context()));
      }
      case NODE6 -> node(16);
      case INFINIBAND_KEY -> {
        byte[] prefix = java.util.Arrays.copyOf(input.raw(8), 16);
        int low = port();
        int high = port();
        labels.add(new LabelRule.InfinibandKey(address(prefix), low, high, context()));
      }
      case INFINIBAND_PORT -> {
        int length = input.bits32();
        int port = port();
        String device = input.name(length, "a device");
        labels.add(new LabelRule.InfinibandPort(device, port, context()));
      }
    }
  }

  private void node(int bytes) throws MalformedPolicy {
    String address = address(input.raw(bytes));
    String mask = address(input.raw(bytes));
    labels.add(new LabelRule.Node(address, mask, context()));
  }

  private static String address(byte[] bytes) {
    try {
      // Of four or sixteen bytes no name is looked up.
      return bytes.length == 4 ? InetAddress.getByAddress(bytes).getHostAddress() : ipv6(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The usual text of an IPv6 address: the longest run of zeros is left out. */
  private static String ipv6(byte[] bytes) {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
    }
    int from = -1;
    int longest = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > longest) {
        from = i;
        longest = end - i;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == from) {
        text.append("::");
        i += longest - 1;
        continue;
      }
      if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }

  private int port() throws MalformedPolicy {
    int port = input.bits32();
    if (port < 0 || port > 0xffff) {
      throw input.broken("a port is " + Integer.toUnsignedString(port));
    }
    return port;
  }

  private String protocol(int number) throws MalformedPolicy {
    return switch (number) {
      case 6 -> "tcp";
      case 17 -> "udp";
      case 33 -> "dccp";
      case 132 -> "sctp";
      default -> throw input.broken("a port is of protocol " + Integer.toUnsignedString(number));
    };
  }

  private String behavior(int number) throws MalformedPolicy {
    return switch (number) {
      case 1 -> "xattr";
      case 2 -> "trans";
      case 3 -> "task";
      default ->
          throw input.broken(
              "a file system is labelled in manner " + Integer.toUnsignedString(number));
    };
  }

  /** The genfscon statements. */
  void readGenfs() throws MalformedPolicy {
    int systems = input.count("file systems", 8);
    for (int i = 0; i < systems; i++) {
      String system = input.name(input.bits32(), "a file system");
      int paths = input.count("paths", 20);
      for (int j = 0; j < paths; j++) {
        String path = input.name(input.bits32(), "a path");
        int objectClass = input.idOrNone(counts.classes(), "class");
        labels.add(new LabelRule.Genfs(system, path, objectClass, context()));
      }
    }
  }

  private SecurityContext context() throws MalformedPolicy {
    int user = input.id(counts.users(), "user");
    int role = input.id(counts.roles(), "role");
    int type = input.id(counts.types(), "type");
    var range = levels.range();
    return new SecurityContext(user, role, type, counts.mls() ? range : null);
  }
}
