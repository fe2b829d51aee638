package org.svpc.kernel;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.svpc.index.IdSet;
import org.svpc.index.SecurityContext;

/**
 * What a process can do to show one permission, and nothing else: an operation that fails for want
 * of that permission alone. Where the kernel asks for others with it (security/selinux/hooks.c),
 * they have to be granted, or the operation would show nothing; then there is none here.
 */
final class Operations {
  private static final String FILE = "file";
  private static final String DIR = "dir";
  private static final String SYMLINK = "lnk_file";
  private static final String FIFO = "fifo_file";
  private static final String SOCKET_FILE = "sock_file";
  private static final String CHARACTER = "chr_file";
  private static final String BLOCK = "blk_file";
  private static final String PROCESS = "process";
  private static final String STREAM = "unix_stream_socket";
  private static final String DATAGRAM = "unix_dgram_socket";
  private static final String TCP = "tcp_socket";

  private static final List<String> FILES =
      List.of(FILE, DIR, SYMLINK, FIFO, SOCKET_FILE, CHARACTER, BLOCK);

  /** Those that the program keeps open, and not only a path to them. */
  private static final List<String> OPENED = List.of(FILE, DIR, FIFO, CHARACTER);

  private static final List<String> NETLINK =
      List.of(
          "netlink_route_socket",
          "netlink_kobject_uevent_socket",
          "netlink_audit_socket",
          "netlink_generic_socket",
          "netlink_selinux_socket");
  private static final List<String> IP = List.of(TCP, "udp_socket");

  private static final Map<String, Integer> SIGNALS =
      Map.of("signal", 10, "sigkill", 9, "sigstop", 19, "signull", 0, "sigchld", 17);
  private static final Map<String, String> ATTRIBUTES =
      Map.of(
          "setexec", "exec",
          "setfscreate", "fscreate",
          "setsockcreate", "sockcreate",
          "setkeycreate", "keycreate");
  private static final List<String> ON_PROCESSES =
      List.of(
          "ptrace",
          "getsched",
          "setsched",
          "getpgid",
          "getsession",
          "getcap",
          "getrlimit",
          "setrlimit");

  /** Commands for which the kernel asks for getattr, setattr, a capability or nothing. */
  private static final IdSet OTHER_COMMANDS =
      IdSet.of(
          0x0001, 0x0002, 0x4b47, 0x4b49, 0x541b, 0x5421, 0x5450, 0x5451, 0x5452, 0x6601, 0x6602,
          0x7601, 0x7602);

  private static final int READ = 4;
  private static final int WRITE = 2;
  private static final int EXECUTE = 1;
  private static final int OPEN_TO_READ = 0;
  private static final int OPEN_TO_WRITE = 1;
  private static final int OPEN_TO_APPEND = 02001;

  private final Model model;

  Operations(Model model) {
    this.model = model;
  }

  /** Whether the kernel asks for `ioctl` at this command. */
  static boolean isCommand(int command) {
    return !OTHER_COMMANDS.contains(command);
  }

  /** What shows a permission; null where nothing does. */
  @Nullable Check showing(
      SecurityContext source, SecurityContext target, String className, String permission) {
    Asked asked = new Asked(source, target, className, permission);
    if (model.isPermissive(source)) {
      return null;
    }
    if (FILES.contains(className)) {
      Check held = onHeld(asked);
      return held == null ? onPath(asked) : held;
    }
    return switch (className) {
      case PROCESS -> onProcess(asked);
      case "fd" -> permission.equals("use") && !source.equals(target) ? asked.check("use") : null;
      default -> onSocket(asked);
    };
  }

  /** What shows an ioctl command; null where nothing does. */
  @Nullable Check command(
      SecurityContext source, SecurityContext target, String className, int command) {
    Asked asked = new Asked(source, target, className, "ioctl");
    if (model.isPermissive(source) || !isCommand(command)) {
      return null;
    }
    if (OPENED.contains(className)) {
      return asked.check("ioctl").number(command);
    }
    return isSocket(className) ? asked.check("socket-ioctl").number(command) : null;
  }

  private static boolean isSocket(String className) {
    return className.equals(STREAM)
        || className.equals(DATAGRAM)
        || IP.contains(className)
        || NETLINK.contains(className);
  }

  /** A permission that is asked for. */
  private final class Asked {
    private final SecurityContext source;
    private final SecurityContext target;
    private final String className;
    private final String permission;

    Asked(SecurityContext source, SecurityContext target, String className, String permission) {
      this.source = source;
      this.target = target;
      this.className = className;
      this.permission = permission;
    }

    Check check(String operation) {
      return Check.of(operation, className, model.shown(source), model.shown(target));
    }

    boolean is(String other) {
      return permission.equals(other);
    }

    /** Whether the process has further permissions on the same object. */
    boolean also(String... others) {
      return model.allows(source, target, className, others);
    }

    boolean self(String selfClass, String... others) {
      return model.allows(source, source, selfClass, others);
    }

    /** In a folder in which the process has permissions; null where there is none. */
    @Nullable Check inFolder(@Nullable Check check, String... permissions) {
      SecurityContext folder = check == null ? null : model.objectFor(source, DIR, permissions);
      return check == null || folder == null ? null : check.folder(model.shown(folder));
    }
  }

  /** On a file system that may hold a label; null where there is none. */
  private @Nullable Check holding(@Nullable Check check, SecurityContext label) {
    SecurityContext fileSystem = check == null ? null : model.fileSystemFor(label);
    return check == null || fileSystem == null ? null : check.on(model.shown(fileSystem));
  }

  // ---- files, by a descriptor that was opened before

  private @Nullable Check onHeld(Asked asked) {
    boolean opened = OPENED.contains(asked.className);
    boolean dir = asked.className.equals(DIR);
    boolean stream = opened && !dir;
    return switch (asked.permission) {
      case "getattr", "setattr" -> asked.check(asked.permission);
      case "read" ->
          opened
              ? asked.check("read")
              : asked.className.equals(SYMLINK)
                  ? asked.check("readlink")
                  : asked.check("access").number(READ);
      case "write" ->
          stream
              ? asked.check("write")
              : asked.className.equals(SYMLINK) ? null : asked.check("access").number(WRITE);
      case "append" -> stream ? asked.check("append") : null;
      case "lock" -> opened ? asked.check("lock") : null;
      case "execute" -> asked.className.equals(FILE) ? asked.check("access").number(EXECUTE) : null;
      case "search" -> dir ? asked.check("access").number(EXECUTE) : null;
      case "ioctl" -> anyCommand(asked, "ioctl", opened);
      case "map" ->
          asked.also("read") && (asked.className.equals(FILE) || asked.className.equals(CHARACTER))
              ? asked.check("map")
              : null;
      case "relabelfrom", "relabelto" -> opened ? relabel(asked) : null;
      default -> null;
    };
  }

  /** By a command that rules on commands, if there are any, grant. */
  private @Nullable Check anyCommand(Asked asked, String operation, boolean possible) {
    IdSet granted = model.commands(asked.source, asked.target, asked.className);
    int command = 0x5413;
    if (!granted.contains(command)) {
      command = granted.next(0);
      while (command >= 0 && !isCommand(command)) {
        command = granted.next(command + 1);
      }
    }
    return possible && command >= 0 ? asked.check(operation).number(command) : null;
  }

  private @Nullable Check relabel(Asked asked) {
    boolean from = asked.is("relabelfrom");
    SecurityContext other =
        model.objectFor(asked.source, asked.className, from ? "relabelto" : "relabelfrom");
    if (other == null) {
      return null;
    }
    SecurityContext before = from ? asked.target : other;
    SecurityContext after = from ? other : asked.target;
    if (!model.mayRelabel(before, after, asked.source, asked.className)) {
      return null;
    }
    Check check =
        Check.of("relabel", asked.className, model.shown(asked.source), model.shown(before))
            .other(model.shown(after));
    return holding(check, after);
  }

  // ---- files, by a path

  private @Nullable Check onPath(Asked asked) {
    boolean dir = asked.className.equals(DIR);
    return switch (asked.permission) {
      case "open" -> open(asked);
      case "create" -> create(asked);
      case "unlink" ->
          dir ? null : asked.inFolder(asked.check("unlink"), "search", "write", "remove_name");
      case "rmdir" ->
          dir ? asked.inFolder(asked.check("unlink"), "search", "write", "remove_name") : null;
      case "rename" ->
          asked.inFolder(asked.check("rename"), "search", "write", "remove_name", "add_name");
      case "link" ->
          dir ? null : asked.inFolder(asked.check("link"), "search", "write", "add_name");
      case "add_name" -> dir && asked.also("search", "write") ? addName(asked) : null;
      case "remove_name" -> dir && asked.also("search", "write") ? removeName(asked) : null;
      default -> null;
    };
  }

  /** A file is opened to do something, for which there is a permission of its own. */
  private @Nullable Check open(Asked asked) {
    boolean file = asked.className.equals(FILE) || asked.className.equals(FIFO);
    boolean device = asked.className.equals(CHARACTER) || asked.className.equals(BLOCK);
    if (!model.has("open_perms")) {
      return null;
    }
    Check check = asked.check("open");
    if ((file || device || asked.className.equals(DIR)) && asked.also("read")) {
      check = check.number(OPEN_TO_READ);
    } else if ((file || device) && asked.also("write")) {
      check = check.number(OPEN_TO_WRITE);
    } else if ((file || device) && asked.also("append")) {
      check = check.number(OPEN_TO_APPEND);
    } else {
      return null;
    }
    return asked.inFolder(check, "search");
  }

  private @Nullable Check create(Asked asked) {
    boolean device = asked.className.equals(CHARACTER) || asked.className.equals(BLOCK);
    if (device && !asked.self("capability", "mknod")) {
      return null;
    }
    return asked.inFolder(
        holding(asked.check("create"), asked.target), "search", "write", "add_name");
  }

  private @Nullable Check addName(Asked asked) {
    SecurityContext entry = model.objectFor(asked.source, FILE, "create");
    return entry == null
        ? null
        : holding(asked.check("entry-add").other(model.shown(entry)), entry);
  }

  private @Nullable Check removeName(Asked asked) {
    SecurityContext entry = model.objectFor(asked.source, FILE, "unlink");
    return entry == null ? null : asked.check("entry-remove").other(model.shown(entry));
  }

  // ---- processes

  private @Nullable Check onProcess(Asked asked) {
    Integer signal = SIGNALS.get(asked.permission);
    if (signal != null) {
      return asked.check("kill").number(signal);
    }
    if (ON_PROCESSES.contains(asked.permission)) {
      return asked.check(asked.permission);
    }
    String attribute = ATTRIBUTES.get(asked.permission);
    boolean self = asked.source.equals(asked.target);
    if (attribute != null && self) {
      return asked.check("attribute").named(attribute);
    }
    return switch (asked.permission) {
      case "fork", "execmem" -> self ? asked.check(asked.permission) : null;
      case "dyntransition" ->
          asked.self(PROCESS, "setcurrent") ? asked.check("attribute").named("current") : null;
      case "setcurrent" ->
          self && asked.self(PROCESS, "dyntransition")
              ? asked.check("attribute").named("current")
              : null;
      default -> null;
    };
  }

  // ---- sockets

  private @Nullable Check onSocket(Asked asked) {
    boolean stream = asked.className.equals(STREAM);
    boolean local = stream || asked.className.equals(DATAGRAM);
    if (!isSocket(asked.className)) {
      return null;
    }
    return switch (asked.permission) {
      case "create" -> asked.check("socket");
      case "bind", "connect" -> local ? asked.check(asked.permission) : null;
      case "listen" ->
          stream
              ? asked.check("listen")
              : asked.className.equals(TCP) ? asked.check("listen-unbound") : null;
      case "accept" -> stream ? asked.check("accept") : null;
      case "getattr" -> asked.check("getsockname");
      case "getopt", "setopt" -> asked.check(asked.permission);
      case "shutdown" -> asked.check("shutdown");
      case "read" -> asked.check("receive");
      case "write" -> asked.check("send");
      case "ioctl" -> anyCommand(asked, "socket-ioctl", true);
      case "connectto" -> stream && asked.self(STREAM, "connect") ? asked.check("connectto") : null;
      case "sendto" ->
          asked.className.equals(DATAGRAM) && asked.self(DATAGRAM, "write")
              ? asked.check("sendto")
              : null;
      default -> null;
    };
  }

  // ---- programs and new files

  /** What shows that a process that runs a file gets a context; null where nothing does. */
  @Nullable Check start(
      SecurityContext source,
      SecurityContext file,
      SecurityContext result,
      boolean asks,
      boolean stays) {
    boolean opens = model.allows(source, file, FILE, "read", "open");
    boolean maps = model.allows(result, file, FILE, "read", "execute", "map");
    boolean uses = stays || model.allows(result, source, "fd", "use");
    if (model.isPermissive(source) || model.isPermissive(result) || !opens || !maps || !uses) {
      return null;
    }
    Check check = Check.of("exec", FILE, model.shown(source), model.shown(file));
    return asks ? check.other(model.shown(result)) : check;
  }

  /** What shows which label something new gets; null where nothing does. */
  @Nullable Check creation(
      SecurityContext source,
      SecurityContext parent,
      String className,
      @Nullable String name,
      SecurityContext made) {
    boolean device = className.equals(CHARACTER) || className.equals(BLOCK);
    boolean named =
        name != null && (name.isEmpty() || name.equals(".") || name.equals("..") || !isPlain(name));
    if (model.isPermissive(source) || !FILES.contains(className) || device || named) {
      return null;
    }
    return holding(
        Check.of("make", className, model.shown(source), Check.NONE)
            .folder(model.shown(parent))
            .named(name == null ? "svpc-made" : name),
        made);
  }

  /** Whether the program can be told a name: it reads fields between tabs. */
  static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c > '~' || c == '/') {
        return false;
      }
    }
    return name.length() < 200 && !name.equals(Check.NONE);
  }
}
