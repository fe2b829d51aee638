package org.svpc.authoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import org.svpc.console.Console;
import org.svpc.console.Status;
import org.svpc.files.IoReason;
import org.svpc.files.OutputFiles;
import org.svpc.project.Project;
import org.svpc.usage.Identifier;
import org.svpc.usage.Request;

/**
 * {@code svpc init}: makes a folder with a module that builds, the test that it holds to, and,
 * where it is in no project yet, a project file.
 */
public final class InitCommand {
  private static final int LONGEST = 64;

  private static final String PROJECT =
      """
      # What svpc works on in this folder and below it, where it is given nothing else.
      sources = ["."]
      output = "build"

      # [targets.NAME] with `headers` and `base` builds for a policy that is not the installed one.
      """;

  private InitCommand() {}

  public static int run(Request.Run request, Console console) {
    String path = request.operands().get(0);
    Path folder;
    try {
      folder = Path.of(path);
    } catch (InvalidPathException e) {
      console.complain("`" + path + "` cannot be the name of a folder.");
      return Status.MISUSE;
    }
    Path last = folder.getFileName();
    String name = last == null ? "" : last.toString();
    if (!fits(name)) {
      console.complain("`" + name + "` cannot be the name of a module.");
      console
          .err()
          .print(
              "  It starts with a lower-case letter; lower-case letters, digits and `_` follow, "
                  + LONGEST
                  + " characters at most.\n");
      return Status.MISUSE;
    }
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      console.complain("`" + path + "` is there already; nothing was written.");
      return Status.UNUSABLE;
    }
    boolean inProject = inProject(folder);
    try {
      OutputFiles files =
          new OutputFiles(folder)
              .put(name + ".svp", source(name))
              .put(name + "_test.svp", test(name))
              .put("README.md", readme(name));
      if (!inProject) {
        files.put(Project.FILE_NAME, PROJECT);
      }
      files.write();
    } catch (IOException e) {
      console.complain("`" + path + "` could not be written: " + IoReason.of(e) + ".");
      return Status.UNUSABLE;
    }
    console
        .err()
        .print(
            "Made "
                + path
                + ", a module and its test"
                + (inProject ? ", in the project above it" : "")
                + ". Try `cd "
                + path
                + "`, then `svpc test` and `svpc build`.\n");
    return Status.FINE;
  }

  /** Whether a folder above has a project file, which commands in the new folder would find. */
  private static boolean inProject(Path folder) {
    Path above = folder.toAbsolutePath().normalize().getParent();
    while (above != null) {
      if (Files.exists(above.resolve(Project.FILE_NAME), LinkOption.NOFOLLOW_LINKS)) {
        return true;
      }
      above = above.getParent();
    }
    return false;
  }

  /** Names that work as a module, a file, the stem of types, and everywhere in a shell. */
  private static boolean fits(String name) {
    return Identifier.is(name)
        && name.length() <= LONGEST
        && name.charAt(0) != '_'
        && name.equals(name.toLowerCase(Locale.ROOT));
  }

  private static String source(String name) {
    return """
    /// Virtual machines of a kind of their own: NAME.
    module NAME 1.0.0;

    use svirt;

    /// The disk images of these machines.
    type NAME_image_t is virt_image;
    labels NAME_image_t {
        tree "/var/lib/libvirt/NAME";
    }

    /// A virtual machine.
    domain NAME_t is virt_guest(image = NAME_image_t, tmp = NAME_tmp_t) {
        user_network(this);
    }
    """
        .replace("NAME", name);
  }

  private static String test(String name) {
    return """
    module NAME;

    assert mcs_constrained NAME_t;

    test "a machine reaches its own disk and nobody else's" {
        process one = NAME_t:s0:c1,c2; // as libvirt labels running machines
        process two = NAME_t:s0:c3,c4;
        object mine = NAME_image_t:s0:c1,c2;
        object theirs = NAME_image_t:s0:c3,c4;

        one can { open read write } mine:file;
        one cannot { open read write } theirs:file;
        one cannot { ptrace sigkill signal } two:process;
    }
    """
        .replace("NAME", name);
  }

  private static String readme(String name) {
    return """
    # NAME

    An SELinux policy module for virtual machines, written in SVP: `NAME.svp` is the whole of it, and
    `NAME_test.svp` what must hold of it.

    ```
    svpc check     # tells what is wrong
    svpc test      # links it with the base policy and holds it to its tests
    svpc build     # writes NAME.te, NAME.fc and more into the folder build
    ```

    A code such as SVP0101 in a message has a page: `svpc explain SVP0101`.

    libvirt starts a machine in the domain `NAME_t` if its XML says so:

    ```
    <seclabel type='dynamic' model='selinux' relabel='yes'>
      <baselabel>system_u:system_r:NAME_t:s0</baselabel>
    </seclabel>
    ```
    """
        .replace("NAME", name);
  }
}
