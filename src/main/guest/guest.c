/*
 * The only program of the throwaway machine in which `svpc test --kernel` tries policies: PID 1.
 *
 * It reads /scenario, a command on each line with its fields separated by tabs, and answers on the
 * console, a line for each answer:
 *
 *   load FILE                         loads a policy; permissive until a batch runs
 *   booleans NAME=0|1 ...             sets booleans
 *   filesystem NUMBER CONTEXT         mounts a file system that bears a label at /NUMBER
 *   check ID OPERATION KIND SUBJECT TARGET FOLDER OTHER FILESYSTEM NUMBER NAME
 *                                     adds a check to the batch; `-` stands for what it needs not
 *   go                                runs the batch, enforcing
 *   vector ID SOURCE TARGET CLASS     asks for the kernel's access vector
 *   label ID SOURCE TARGET CLASS NAME asks for the label of something new
 *
 *   @ID ERRNO CONTEXT                 what a check met; of what it made, the context
 *   !ID TEXT                          a denial that the kernel logged for it
 *   =ID TEXT                          the answer to a question
 *   #NAME MILLISECONDS                the time since the machine's start
 *   ?WHAT ERRNO                       the set-up failed; the run is worthless
 *   svpc-guest RELEASE, svpc-end COUNT  the first and the last line, with the answers given
 *
 * A check is tried by a process of its own. While the machine is permissive it takes the subject's
 * context and opens what it is going to use; only then do the objects get their labels, the machine
 * enforces, and the process does the one thing that is checked. So nothing but that decides, and it
 * reports through memory that it shares with PID 1, which no rule can keep from it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/futex.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/reboot.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

#define SELINUX "/sys/fs/selinux/"
#define LABEL "security.selinux"
#define STARTED "svpc-started"
#define STARTED_STATUS 42
#define SECONDS_OF_A_CHECK 10
#define MOST_CHECKS 64
#define FIELDS 11
#define TEXT 4096

struct check {
  const char *id, *operation, *kind, *subject, *target, *folder, *other, *filesystem, *name;
  long number;
  char path[64];    /* the folder of its own */
  pid_t pid, peer;  /* who tries it, and on whom */
  int listener;     /* the socket that it connects to */
  int held;         /* what the process opened beforehand */
};

/* What a process and PID 1 share. */
struct slot {
  int ready, go;
  int stage_failed; /* errno of what had to work and did not, with its line */
  int line;
  int done, error;
};

static struct check batch[MOST_CHECKS];
static int checks;
static struct slot *slots;
static int kmsg;
static long answers;

static void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void say(const char *format, ...) {
  char text[2 * TEXT];
  va_list list;
  va_start(list, format);
  int length = vsnprintf(text, sizeof text - 1, format, list);
  va_end(list);
  if (length > (int)sizeof text - 2) {
    length = sizeof text - 2;
  }
  text[length++] = '\n';
  for (int at = 0; at < length;) {
    ssize_t written = write(1, text + at, (size_t)(length - at));
    if (written <= 0) {
      return;
    }
    at += (int)written;
  }
}

static void answer(void) {
  answers++;
}

static _Noreturn void end(void) {
  sync();
  reboot(RB_AUTOBOOT);
  for (;;) {
    pause();
  }
}

static _Noreturn void fail(const char *what) {
  say("?%s\t%d", what, errno);
  end();
}

static void mark(const char *name) {
  struct timespec now;
  clock_gettime(CLOCK_BOOTTIME, &now);
  say("#%s\t%ld", name, now.tv_sec * 1000 + now.tv_nsec / 1000000);
}

/* Writes a text to a file in one go; -1 with errno. */
static int put(const char *file, const char *text) {
  int fd = open(file, O_WRONLY | O_CLOEXEC);
  if (fd < 0) {
    return -1;
  }
  ssize_t written = write(fd, text, strlen(text));
  int error = errno;
  close(fd);
  errno = error;
  return written < 0 ? -1 : 0;
}

static void must_put(const char *file, const char *text) {
  if (put(file, text)) {
    fail(file);
  }
}

static int given(const char *field) {
  return strcmp(field, "-") != 0;
}

static int is(const char *text, const char *other) {
  return strcmp(text, other) == 0;
}

/* ---- waiting for each other, by memory alone */

static void wait_for(int *word) {
  while (!__atomic_load_n(word, __ATOMIC_SEQ_CST)) {
    struct timespec tick = {0, 50 * 1000 * 1000};
    syscall(SYS_futex, word, FUTEX_WAIT, 0, &tick, NULL, 0);
  }
}

static void tell(int *word) {
  __atomic_store_n(word, 1, __ATOMIC_SEQ_CST);
  syscall(SYS_futex, word, FUTEX_WAKE, 1, NULL, NULL, 0);
}

/* ---- what processes do before the machine enforces: all of it must work */

static struct slot *mine;

static _Noreturn void not_ready(int line) {
  mine->stage_failed = errno ? errno : EIO;
  mine->line = line;
  tell(&mine->ready);
  _exit(1);
}

#define MUST(call) \
  do { \
    errno = 0; \
    if ((call) < 0) { \
      not_ready(__LINE__); \
    } \
  } while (0)

static int open_held(const struct check *check, int append) {
  int flags;
  if (is(check->kind, "dir")) {
    flags = O_RDONLY | O_DIRECTORY;
  } else if (is(check->kind, "file") || is(check->kind, "chr_file") || is(check->kind, "fifo_file")) {
    flags = O_RDWR | O_NONBLOCK | (append ? O_APPEND : 0);
  } else {
    flags = O_PATH | O_NOFOLLOW;
  }
  return open("x", flags);
}

struct family {
  const char *kind;
  int family, type, protocol;
};

static const struct family families[] = {
  {"tcp_socket", AF_INET, SOCK_STREAM, 0},
  {"udp_socket", AF_INET, SOCK_DGRAM, 0},
  {"unix_stream_socket", AF_UNIX, SOCK_STREAM, 0},
  {"unix_dgram_socket", AF_UNIX, SOCK_DGRAM, 0},
  {"netlink_route_socket", AF_NETLINK, SOCK_RAW, NETLINK_ROUTE},
  {"netlink_kobject_uevent_socket", AF_NETLINK, SOCK_RAW, NETLINK_KOBJECT_UEVENT},
  {"netlink_audit_socket", AF_NETLINK, SOCK_RAW, NETLINK_AUDIT},
  {"netlink_generic_socket", AF_NETLINK, SOCK_RAW, NETLINK_GENERIC},
  {"netlink_selinux_socket", AF_NETLINK, SOCK_RAW, NETLINK_SELINUX},
};

static int open_socket(const char *kind) {
  for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
    if (is(families[i].kind, kind)) {
      return socket(families[i].family, families[i].type | SOCK_NONBLOCK, families[i].protocol);
    }
  }
  errno = EPROTONOSUPPORT;
  return -1;
}

/* An address that no file stands for. */
static socklen_t address(const struct check *check, struct sockaddr_un *found) {
  memset(found, 0, sizeof *found);
  found->sun_family = AF_UNIX;
  int length = snprintf(found->sun_path + 1, sizeof found->sun_path - 1, "svpc-%s", check->id);
  return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)length);
}

static int bound_socket(const struct check *check) {
  struct sockaddr_un place;
  socklen_t length = address(check, &place);
  int fd = open_socket(check->kind);
  if (fd >= 0 && bind(fd, (struct sockaddr *)&place, length)) {
    return -1;
  }
  return fd;
}

/* ---- the operations: prepared while permissive, done while enforcing */

struct operation {
  const char *name;
  int (*prepare)(const struct check *); /* the descriptor that it uses; -1 with errno */
  int (*act)(const struct check *);     /* -1 with errno */
  int passing[4];                       /* errors that only who was let in can meet */
};

static int hold(const struct check *check) {
  return open_held(check, 0);
}

static int hold_append(const struct check *check) {
  return open_held(check, 1);
}

static int hold_path(const struct check *check) {
  (void)check;
  return open("x", O_PATH | O_NOFOLLOW);
}

static int nothing(const struct check *check) {
  (void)check;
  return 0;
}

static int act_read(const struct check *check) {
  char bytes[TEXT];
  return (int)(is(check->kind, "dir") ? syscall(SYS_getdents64, check->held, bytes, sizeof bytes)
                                      : read(check->held, bytes, 1));
}

static int act_readlink(const struct check *check) {
  char bytes[TEXT];
  return (int)readlinkat(check->held, "", bytes, sizeof bytes);
}

static int act_write(const struct check *check) {
  return (int)write(check->held, "x", 1);
}

static int act_getattr(const struct check *check) {
  struct stat found;
  return fstatat(check->held, "", &found, AT_EMPTY_PATH);
}

static int act_setattr(const struct check *check) {
  return fchownat(check->held, "", 0, 0, AT_EMPTY_PATH);
}

static int act_lock(const struct check *check) {
  return flock(check->held, LOCK_SH | LOCK_NB);
}

static int act_ioctl(const struct check *check) {
  return ioctl(check->held, (unsigned long)check->number, 0);
}

/* access(2): number is R_OK, W_OK or X_OK. glibc would ask more. */
static int act_access(const struct check *check) {
  return (int)syscall(SYS_faccessat2, check->held, "", (int)check->number, AT_EMPTY_PATH);
}

static int act_map(const struct check *check) {
  return mmap(NULL, 1, PROT_NONE, MAP_SHARED, check->held, 0) == MAP_FAILED ? -1 : 0;
}

static int act_relabel(const struct check *check) {
  return fsetxattr(check->held, LABEL, check->other, strlen(check->other), 0);
}

static int act_open(const struct check *check) {
  return open("x", (int)check->number | O_NONBLOCK);
}

static int make(const char *kind, const char *path) {
  if (is(kind, "dir")) {
    return mkdir(path, 0777);
  }
  if (is(kind, "lnk_file")) {
    return symlink("nowhere", path);
  }
  mode_t mode = is(kind, "fifo_file")   ? S_IFIFO
                : is(kind, "sock_file") ? S_IFSOCK
                : is(kind, "chr_file")  ? S_IFCHR
                : is(kind, "blk_file")  ? S_IFBLK
                                        : S_IFREG;
  /* /dev/zero, and a number kept for experiments, behind which there is nothing. */
  dev_t device = mode == S_IFCHR ? makedev(1, 5) : mode == S_IFBLK ? makedev(240, 0) : 0;
  return mknod(path, mode | 0777, device);
}

/* New things get the label `target`, which the process asks for while nothing is enforced. */
static int ask_for_target(const struct check *check) {
  return put("/proc/thread-self/attr/fscreate", check->target);
}

static int ask_for_other(const struct check *check) {
  return put("/proc/thread-self/attr/fscreate", check->other) ? -1 : open("x", O_PATH);
}

static int act_create(const struct check *check) {
  return make(check->kind, given(check->name) ? check->name : "x");
}

static int act_unlink(const struct check *check) {
  return unlinkat(AT_FDCWD, "x", is(check->kind, "dir") ? AT_REMOVEDIR : 0);
}

static int act_rename(const struct check *check) {
  (void)check;
  return rename("x", "y");
}

static int act_link(const struct check *check) {
  (void)check;
  return link("x", "y");
}

static int act_entry_add(const struct check *check) {
  return mknodat(check->held, "entry", S_IFREG | 0777, 0);
}

static int act_entry_remove(const struct check *check) {
  return unlinkat(check->held, "entry", 0);
}

static int act_kill(const struct check *check) {
  return kill(check->peer, (int)check->number);
}

static int act_ptrace(const struct check *check) {
  return (int)ptrace(PTRACE_ATTACH, check->peer, NULL, NULL);
}

static int act_getsched(const struct check *check) {
  return sched_getscheduler(check->peer);
}

static int act_setsched(const struct check *check) {
  struct sched_param none = {0};
  return sched_setscheduler(check->peer, SCHED_OTHER, &none);
}

static int act_getpgid(const struct check *check) {
  return getpgid(check->peer) < 0 ? -1 : 0;
}

static int act_getsession(const struct check *check) {
  return getsid(check->peer) < 0 ? -1 : 0;
}

static int act_getcap(const struct check *check) {
  struct __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, check->peer};
  struct __user_cap_data_struct data[2];
  return (int)syscall(SYS_capget, &head, data);
}

static int act_getrlimit(const struct check *check) {
  struct rlimit found;
  return prlimit(check->peer, RLIMIT_NOFILE, NULL, &found);
}

static int act_setrlimit(const struct check *check) {
  struct rlimit same = {64, 64};
  return prlimit(check->peer, RLIMIT_NOFILE, &same, NULL);
}

static int hold_attribute(const struct check *check) {
  char file[64];
  snprintf(file, sizeof file, "/proc/thread-self/attr/%s", check->name);
  return open(file, O_WRONLY);
}

/* Asks for a context of its own; an empty one would take back what was asked. */
static int act_attribute(const struct check *check) {
  return (int)write(check->held, check->target, strlen(check->target));
}

static int act_fork(const struct check *check) {
  (void)check;
  pid_t child = fork();
  if (child == 0) {
    _exit(0);
  }
  return child;
}

static int act_execmem(const struct check *check) {
  (void)check;
  return mmap(NULL, 1, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED
             ? -1
             : 0;
}

/* A descriptor that the target opened. FIONBIO asks for nothing but the use of it. */
static int hold_foreign(const struct check *check) {
  if (put("/proc/thread-self/attr/current", check->target)) {
    return -1;
  }
  int fd = open("x", O_RDWR);
  return put("/proc/thread-self/attr/current", check->subject) ? -1 : fd;
}

static int act_use(const struct check *check) {
  int off = 0;
  return ioctl(check->held, FIONBIO, &off);
}

static int ask_for_socket(const struct check *check) {
  return put("/proc/thread-self/attr/sockcreate", check->target);
}

static int hold_socket(const struct check *check) {
  return ask_for_socket(check) ? -1 : open_socket(check->kind);
}

static int hold_bound_socket(const struct check *check) {
  return ask_for_socket(check) ? -1 : bound_socket(check);
}

static int hold_listening_socket(const struct check *check) {
  int fd = hold_bound_socket(check);
  return fd >= 0 && listen(fd, 1) ? -1 : fd;
}

static int hold_own_socket(const struct check *check) {
  return open_socket(check->kind);
}

static int act_socket(const struct check *check) {
  return open_socket(check->kind);
}

static int act_bind(const struct check *check) {
  struct sockaddr_un place;
  socklen_t length = address(check, &place);
  return bind(check->held, (struct sockaddr *)&place, length);
}

static int act_connect(const struct check *check) {
  struct sockaddr_un place;
  socklen_t length = address(check, &place);
  return connect(check->held, (struct sockaddr *)&place, length);
}

static int act_sendto(const struct check *check) {
  struct sockaddr_un place;
  socklen_t length = address(check, &place);
  return (int)sendto(check->held, "x", 1, MSG_NOSIGNAL, (struct sockaddr *)&place, length);
}

static int act_listen(const struct check *check) {
  return listen(check->held, 1);
}

static int act_accept(const struct check *check) {
  return accept(check->held, NULL, NULL);
}

static int act_getsockname(const struct check *check) {
  struct sockaddr_storage found;
  socklen_t length = sizeof found;
  return getsockname(check->held, (struct sockaddr *)&found, &length);
}

static int act_getopt(const struct check *check) {
  int value;
  socklen_t length = sizeof value;
  return getsockopt(check->held, SOL_SOCKET, SO_TYPE, &value, &length);
}

static int act_setopt(const struct check *check) {
  int value = 1;
  return setsockopt(check->held, SOL_SOCKET, SO_REUSEADDR, &value, sizeof value);
}

static int act_shutdown(const struct check *check) {
  return shutdown(check->held, SHUT_RDWR);
}

static int act_receive(const struct check *check) {
  char byte;
  return (int)recv(check->held, &byte, 1, MSG_DONTWAIT);
}

static int act_send(const struct check *check) {
  return (int)send(check->held, "x", 1, MSG_DONTWAIT | MSG_NOSIGNAL);
}

/* Runs the copy of this program, under the label `other` where that is to be asked for. */
static int act_exec(const struct check *check) {
  static char name[] = STARTED;
  char *const words[] = {name, NULL};
  char *const none[] = {NULL};
  if (given(check->other)) {
    int fd = (int)check->number;
    if (write(fd, check->other, strlen(check->other)) < 0) {
      return -1;
    }
  }
  return (int)syscall(SYS_execveat, check->held, "", words, none, AT_EMPTY_PATH);
}

static const struct operation operations[] = {
  {"read", hold, act_read, {EAGAIN}},
  {"readlink", hold_path, act_readlink, {0}},
  {"write", hold, act_write, {0}},
  {"append", hold_append, act_write, {0}},
  {"getattr", hold_path, act_getattr, {0}},
  {"setattr", hold_path, act_setattr, {0}},
  {"lock", hold, act_lock, {0}},
  {"ioctl", hold, act_ioctl, {ENOTTY, EINVAL, EFAULT, EOPNOTSUPP}},
  {"access", hold_path, act_access, {0}},
  {"map", hold, act_map, {0}},
  {"relabel", hold, act_relabel, {0}},
  {"open", nothing, act_open, {ENXIO}},
  {"create", ask_for_target, act_create, {0}},
  {"make", nothing, act_create, {0}},
  {"unlink", nothing, act_unlink, {0}},
  {"rename", nothing, act_rename, {0}},
  {"link", nothing, act_link, {0}},
  {"entry-add", ask_for_other, act_entry_add, {0}},
  {"entry-remove", hold_path, act_entry_remove, {0}},
  {"kill", nothing, act_kill, {0}},
  {"ptrace", nothing, act_ptrace, {0}},
  {"getsched", nothing, act_getsched, {0}},
  {"setsched", nothing, act_setsched, {0}},
  {"getpgid", nothing, act_getpgid, {0}},
  {"getsession", nothing, act_getsession, {0}},
  {"getcap", nothing, act_getcap, {0}},
  {"getrlimit", nothing, act_getrlimit, {0}},
  {"setrlimit", nothing, act_setrlimit, {0}},
  {"attribute", hold_attribute, act_attribute, {0}},
  {"fork", nothing, act_fork, {0}},
  {"execmem", nothing, act_execmem, {0}},
  {"use", hold_foreign, act_use, {0}},
  {"socket", ask_for_socket, act_socket, {0}},
  {"bind", hold_socket, act_bind, {0}},
  {"connect", hold_socket, act_connect, {ECONNREFUSED}},
  {"connectto", hold_own_socket, act_connect, {EAGAIN}},
  {"sendto", hold_own_socket, act_sendto, {EAGAIN}},
  {"listen", hold_bound_socket, act_listen, {0}},
  {"listen-unbound", hold_socket, act_listen, {0}},
  {"accept", hold_listening_socket, act_accept, {EAGAIN}},
  {"getsockname", hold_socket, act_getsockname, {0}},
  {"getopt", hold_socket, act_getopt, {0}},
  {"setopt", hold_socket, act_setopt, {0}},
  {"shutdown", hold_socket, act_shutdown, {ENOTCONN, EOPNOTSUPP}},
  {"receive", hold_socket, act_receive, {EAGAIN, ENOTCONN, EINVAL}},
  {"send", hold_socket, act_send, {ENOTCONN, EDESTADDRREQ, EPIPE, EINVAL}},
  {"socket-ioctl", hold_socket, act_ioctl, {ENOTTY, EINVAL, EFAULT, ENODEV}},
  {"exec", hold_path, act_exec, {0}},
};

static const struct operation *operation(const char *name) {
  for (size_t i = 0; i < sizeof operations / sizeof operations[0]; i++) {
    if (is(operations[i].name, name)) {
      return &operations[i];
    }
  }
  errno = ENOSYS;
  fail(name);
}

/* What an operation met: 0 let in, EACCES or EPERM kept out; all else is told as it is. */
static int met(const struct operation *done, int result) {
  int error = result < 0 ? errno : 0;
  for (size_t i = 0; error && i < sizeof done->passing / sizeof done->passing[0]; i++) {
    if (error == done->passing[i]) {
      error = 0;
    }
  }
  return error;
}

static _Noreturn void try(struct check *check, struct slot *slot) {
  mine = slot;
  const struct operation *tried = operation(check->operation);
  MUST(put("/proc/thread-self/attr/current", check->subject));
  MUST(chdir(check->path));
  MUST(check->held = tried->prepare(check));
  if (tried->act == act_exec) {
    MUST(check->number = open("/proc/thread-self/attr/exec", O_WRONLY | O_CLOEXEC));
  }
  tell(&slot->ready);
  wait_for(&slot->go);
  alarm(SECONDS_OF_A_CHECK);
  errno = 0;
  slot->error = met(tried, tried->act(check));
  tell(&slot->done);
  _exit(0);
}

/* The process that another one acts on. */
static _Noreturn void stand(const char *context, struct slot *slot) {
  mine = slot;
  struct rlimit files = {64, 64};
  signal(SIGUSR1, SIG_IGN);
  MUST(setrlimit(RLIMIT_NOFILE, &files));
  MUST(put("/proc/thread-self/attr/current", context));
  tell(&slot->ready);
  for (;;) {
    pause();
  }
}

/* ---- PID 1 */

static void copy_self(const char *path) {
  char block[65536];
  int from = open("/init", O_RDONLY | O_CLOEXEC);
  int to = open(path, O_WRONLY | O_CLOEXEC);
  ssize_t count = from < 0 || to < 0 ? -1 : 1;
  while (count > 0) {
    count = read(from, block, sizeof block);
    if (count > 0 && write(to, block, (size_t)count) != count) {
      count = -1;
    }
  }
  if (count < 0) {
    fail("copying the program");
  }
  close(from);
  close(to);
}

static int makes_its_object(const struct check *check) {
  return is(check->operation, "create") || is(check->operation, "make");
}

static int on_process(const struct check *check) {
  return is(check->kind, "process") && !is(check->operation, "attribute");
}

static void prepare(struct check *check) {
  static int number;
  char object[96];
  const char *root = given(check->filesystem) ? check->filesystem : "0";
  snprintf(check->path, sizeof check->path, "/%s/%d", root, number++);
  if (mkdir(check->path, 0777)) {
    fail(check->path);
  }
  snprintf(object, sizeof object, "%s/x", check->path);
  if (strstr(check->kind, "socket")) {
    if (is(check->operation, "connectto") || is(check->operation, "sendto")) {
      must_put("/proc/thread-self/attr/sockcreate", check->target);
      check->listener = bound_socket(check);
      if (check->listener < 0 || (is(check->operation, "connectto") && listen(check->listener, 8))) {
        fail("a socket to connect to");
      }
      put("/proc/thread-self/attr/sockcreate", "");
    }
  } else if (on_process(check)) {
    return;
  } else if (is(check->kind, "process") || is(check->kind, "fd")) {
    if (make("file", object)) {
      fail(object);
    }
  } else if (!makes_its_object(check)) {
    if (make(check->kind, object)) {
      fail(object);
    }
    if (is(check->operation, "exec")) {
      copy_self(object);
    }
  }
  if (is(check->operation, "entry-remove")) {
    char entry[112];
    snprintf(entry, sizeof entry, "%s/entry", object);
    if (make("file", entry) || lsetxattr(entry, LABEL, check->other, strlen(check->other), 0)) {
      fail("an entry");
    }
  }
}

/* The labels come last: what was opened before has to be looked at again. */
static void label(const struct check *check) {
  char object[96];
  snprintf(object, sizeof object, "%s/x", check->path);
  int process = is(check->kind, "process") || is(check->kind, "fd") || strstr(check->kind, "socket");
  if (!process && !makes_its_object(check)
      && lsetxattr(object, LABEL, check->target, strlen(check->target), 0)) {
    fail("labelling an object");
  }
  if (given(check->folder) && setxattr(check->path, LABEL, check->folder, strlen(check->folder), 0)) {
    fail("labelling a folder");
  }
}

/* The label that something of a check has: of a file by its path, of a process that has ended. */
static void context(const struct check *check, char *text, size_t size) {
  char path[384];
  ssize_t length;
  text[0] = 0;
  if (is(check->operation, "exec")) {
    snprintf(path, sizeof path, "/proc/%d/attr/current", check->pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    length = fd < 0 ? -1 : read(fd, text, size - 1);
    close(fd);
  } else {
    snprintf(path, sizeof path, "%s/%s", check->path, given(check->name) ? check->name : "x");
    length = lgetxattr(path, LABEL, text, size - 1);
  }
  text[length < 0 ? 0 : length] = 0;
  for (char *c = text; *c; c++) {
    if (*c == '\n') {
      *c = 0;
      break;
    }
  }
}

/* Tells the denials of the batch: the record of the return to permissive comes behind them. */
static void tell_denials(void) {
  char line[TEXT];
  struct pollfd ready = {kmsg, POLLIN, 0};
  while (poll(&ready, 1, 2000) > 0) {
    ssize_t length = read(kmsg, line, sizeof line - 1);
    if (length < 0) {
      if (errno == EPIPE) {
        continue; /* some were overwritten before they were read */
      }
      fail("reading the kernel's messages");
    }
    line[length] = 0;
    char *text = strchr(line, ';');
    char *newline = text ? strchr(text, '\n') : NULL;
    if (newline) {
      *newline = 0;
    }
    if (text && strstr(text, "enforcing=0 old_enforcing=1")) {
      return;
    }
    char *denial = text ? strstr(text, "avc:  denied") : NULL;
    char *pid = denial ? strstr(denial, " pid=") : NULL;
    if (!pid || !strstr(denial, "permissive=0")) {
      continue;
    }
    long number = strtol(pid + 5, NULL, 10);
    for (int i = 0; i < checks; i++) {
      if (batch[i].pid == number) {
        say("!%s\t%s", batch[i].id, denial);
      }
    }
  }
}

static pid_t begin(void) {
  pid_t child = fork();
  if (child < 0) {
    fail("fork");
  }
  return child;
}

static void await_ready(struct slot *slot, const char *id) {
  wait_for(&slot->ready);
  if (slot->stage_failed) {
    errno = slot->stage_failed;
    say("#failed at line %d of check %s\t0", slot->line, id);
    fail("preparing a check");
  }
}

static void run_batch(void) {
  memset(slots, 0, 2 * MOST_CHECKS * sizeof *slots);
  for (int i = 0; i < checks; i++) {
    struct check *check = &batch[i];
    check->listener = -1;
    prepare(check);
    if (on_process(check)) {
      check->peer = begin();
      if (check->peer == 0) {
        stand(check->target, &slots[MOST_CHECKS + i]);
      }
      await_ready(&slots[MOST_CHECKS + i], check->id);
    }
    check->pid = begin();
    if (check->pid == 0) {
      try(check, &slots[i]);
    }
    await_ready(&slots[i], check->id);
    label(check);
  }
  int enforce = open(SELINUX "enforce", O_RDWR | O_CLOEXEC);
  if (enforce < 0 || write(enforce, "1", 1) != 1) {
    fail("enforcing");
  }
  siginfo_t ended[MOST_CHECKS];
  for (int i = 0; i < checks; i++) {
    tell(&slots[i].go);
    if (waitid(P_PID, (id_t)batch[i].pid, &ended[i], WEXITED | WNOWAIT)) {
      fail("waiting");
    }
  }
  if (pwrite(enforce, "0", 1, 0) != 1) {
    fail("back to permissive");
  }
  close(enforce);
  tell_denials();
  for (int i = 0; i < checks; i++) {
    struct check *check = &batch[i];
    char text[TEXT];
    int started = ended[i].si_code == CLD_EXITED && ended[i].si_status == STARTED_STATUS;
    context(check, text, sizeof text);
    if (started || slots[i].done) {
      say("@%s\t%d\t%s", check->id, started ? 0 : slots[i].error, text);
    } else {
      /* It did not live to tell: the signal, as a negative number. */
      say("@%s\t%d\t%s", check->id, -ended[i].si_status, text);
    }
    answer();
    waitpid(check->pid, NULL, 0);
    if (check->peer) {
      kill(check->peer, SIGKILL);
      waitpid(check->peer, NULL, 0);
    }
    if (check->listener >= 0) {
      close(check->listener);
    }
  }
  checks = 0;
}

static void load(const char *file) {
  int fd = open(file, O_RDONLY | O_CLOEXEC);
  struct stat found;
  if (fd < 0 || fstat(fd, &found)) {
    fail(file);
  }
  void *policy = mmap(NULL, (size_t)found.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
  int to = open(SELINUX "load", O_WRONLY | O_CLOEXEC);
  if (policy == MAP_FAILED || to < 0 || write(to, policy, (size_t)found.st_size) != found.st_size) {
    fail("loading the policy");
  }
  close(to);
  close(fd);
  munmap(policy, (size_t)found.st_size);
  mark("loaded");
}

static void booleans(char **fields, int count) {
  char file[512];
  for (int i = 1; i < count; i++) {
    char *equals = strchr(fields[i], '=');
    if (!equals) {
      continue;
    }
    *equals = 0;
    snprintf(file, sizeof file, SELINUX "booleans/%s", fields[i]);
    must_put(file, equals + 1);
  }
  must_put(SELINUX "commit_pending_bools", "1");
}

static void mount_labelled(const char *number, const char *context) {
  char path[64], options[TEXT];
  snprintf(path, sizeof path, "/%s", number);
  mkdir(path, 0777);
  umount2(path, MNT_DETACH);
  snprintf(options, sizeof options, "mode=0777%s%s%s", given(context) ? ",fscontext=\"" : "",
           given(context) ? context : "", given(context) ? "\"" : "");
  if (mount("tmpfs", path, "tmpfs", 0, options)) {
    fail("mounting a file system");
  }
}

/* Asks a file of selinuxfs that answers what is written to it. */
static void question(const char *file, const char *id, char **fields, int count) {
  char text[TEXT];
  int length = 0;
  for (int i = 2; i < count; i++) {
    length += snprintf(text + length, sizeof text - (size_t)length, i == 2 ? "%s" : " %s", fields[i]);
  }
  int fd = open(file, O_RDWR | O_CLOEXEC);
  ssize_t read_back = -1;
  if (fd >= 0 && write(fd, text, (size_t)length) >= 0) {
    read_back = read(fd, text, sizeof text - 1);
  }
  if (read_back < 0) {
    fail(file);
  }
  close(fd);
  text[read_back] = 0;
  say("=%s\t%s", id, text);
  answer();
}

static void carry_out(char *line) {
  char *fields[512];
  int count = 0;
  for (char *at = line; at && count < 512; count++) {
    fields[count] = at;
    at = strchr(at, '\t');
    if (at) {
      *at++ = 0;
    }
  }
  const char *command = fields[0];
  if (is(command, "check") && count == FIELDS && checks < MOST_CHECKS) {
    batch[checks++] = (struct check){
      .id = fields[1], .operation = fields[2], .kind = fields[3], .subject = fields[4],
      .target = fields[5], .folder = fields[6], .other = fields[7], .filesystem = fields[8],
      .number = strtol(fields[9], NULL, 0), .name = fields[10],
    };
  } else if (is(command, "go")) {
    run_batch();
  } else if (is(command, "load") && count == 2) {
    load(fields[1]);
  } else if (is(command, "booleans")) {
    booleans(fields, count);
  } else if (is(command, "filesystem") && count == 3) {
    mount_labelled(fields[1], fields[2]);
  } else if (is(command, "vector") && count == 5) {
    question(SELINUX "access", fields[1], fields, count);
  } else if (is(command, "label") && (count == 5 || count == 6)) {
    question(SELINUX "create", fields[1], fields, count);
  } else {
    errno = EINVAL;
    fail(command);
  }
}

static void set_up(void) {
  struct utsname machine;
  umask(0);
  uname(&machine);
  say("svpc-guest\t%s", machine.release);
  mkdir("/proc", 0755);
  mkdir("/sys", 0755);
  if (mount("proc", "/proc", "proc", 0, NULL) || mount("sysfs", "/sys", "sysfs", 0, NULL)) {
    fail("mounting proc and sysfs");
  }
  if (mount("selinuxfs", "/sys/fs/selinux", "selinuxfs", 0, NULL)) {
    fail("mounting selinuxfs");
  }
  if (mknod("/kmsg", S_IFCHR | 0600, makedev(1, 11))) {
    fail("the kernel's messages");
  }
  kmsg = open("/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (kmsg < 0) {
    fail("the kernel's messages");
  }
  must_put("/proc/sys/kernel/printk_ratelimit", "0");
  put("/proc/sys/kernel/yama/ptrace_scope", "0"); /* not every kernel has it */
  slots = mmap(NULL, 2 * MOST_CHECKS * sizeof *slots, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (slots == MAP_FAILED) {
    fail("shared memory");
  }
  mark("booted");
}

int main(int count, char **words) {
  if (count > 0 && is(words[0], STARTED)) {
    _exit(STARTED_STATUS);
  }
  set_up();
  FILE *scenario = fopen("/scenario", "re");
  if (!scenario) {
    fail("/scenario");
  }
  /* The lines stay: the checks of a batch point into them. */
  for (;;) {
    char *line = NULL;
    size_t size = 0;
    ssize_t length = getline(&line, &size, scenario);
    if (length < 0) {
      break;
    }
    if (length > 0 && line[length - 1] == '\n') {
      line[length - 1] = 0;
    }
    carry_out(line);
  }
  mark("done");
  say("svpc-end\t%ld", answers);
  end();
}
