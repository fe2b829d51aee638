package org.svpc.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.testing.Command;

/**
 * What is read of a commit, whatever its repository holds, and that the repository stays as it was.
 */
final class GitCommitTest {
  @TempDir private Path folder;
  private Path repository;
  private Path into;
  private final Diagnostics diagnostics = new Diagnostics();

  @BeforeEach
  void makeARepository() throws IOException {
    repository = Files.createDirectory(folder.resolve("repository"));
    into = Files.createDirectory(folder.resolve("into"));
    git("init", "-q", ".");
  }

  private String git(String... words) {
    List<String> line = new ArrayList<>(List.of("git", "-c", "user.name=n", "-c", "user.email=e"));
    line.addAll(List.of(words));
    return Command.of(line).in(repository).run().orFail().out().strip();
  }

  private void write(String name, String text) throws IOException {
    Path file = repository.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void commit() {
    git("add", "-A");
    git("commit", "-qm", "c");
  }

  private boolean export(String ref, String below) throws InterruptedException {
    GitCommit commit = GitCommit.of(Tools.installed(), repository, ref, diagnostics);
    return Objects.requireNonNull(commit, () -> "" + diagnostics.sorted())
        .export(Path.of(below), into);
  }

  private Map<String, String> exported() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(into)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          files.put(into.relativize(path).toString(), Files.readString(path));
        }
      }
    }
    return files;
  }

  @Test
  void theFilesAreThoseOfTheCommit() throws Exception {
    write("a.svp", "old\n");
    write("with a blank/\u00fc\n.svp", "x");
    write("sub/empty", "");
    write("sub/deep/b", "b\0\r\nb");
    commit();
    write("a.svp", "new\n");
    commit();
    write("a.svp", "not committed\n");
    String before = git("status", "--porcelain");
    assertThat(export("HEAD~1", "")).isTrue();
    assertThat(exported())
        .containsOnly(
            Map.entry("a.svp", "old\n"),
            Map.entry("with a blank/\u00fc\n.svp", "x"),
            Map.entry("sub/empty", ""),
            Map.entry("sub/deep/b", "b\0\r\nb"));
    assertThat(git("status", "--porcelain")).isEqualTo(before);
    assertThat(diagnostics.isEmpty()).isTrue();
  }

  @Test
  void aFolderCanBeTakenAlone() throws Exception {
    write("sub/a", "a");
    write("subway/b", "b");
    write("c", "c");
    commit();
    assertThat(export("HEAD", "sub")).isTrue();
    assertThat(exported()).containsOnlyKeys("sub/a");
  }

  /** Nothing of a repository is run or followed. */
  @Test
  void linksFiltersAndHooksHaveNoSay() throws Exception {
    write("real", "$Format:%H$\n");
    write("hidden", "kept\n");
    write(
        ".gitattributes", "real export-subst filter=evil\nhidden export-ignore\n* text eol=crlf\n");
    Files.createSymbolicLink(repository.resolve("link.svp"), Path.of("/etc/passwd"));
    Files.createSymbolicLink(repository.resolve("folder"), Path.of("/etc"));
    commit();
    Path ran = folder.resolve("ran");
    for (String hook : List.of("post-checkout", "pre-commit", "post-index-change")) {
      Path file = repository.resolve(".git/hooks").resolve(hook);
      Files.writeString(file, "#!/bin/sh\ntouch " + ran + "\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    git("config", "filter.evil.smudge", "touch " + ran);
    git("config", "core.fsmonitor", "touch " + ran);
    git("config", "core.pager", "touch " + ran);
    assertThat(export("HEAD", "")).isTrue();
    assertThat(exported())
        .containsEntry("real", "$Format:%H$\n")
        .containsEntry("hidden", "kept\n")
        .doesNotContainKeys("link.svp", "folder");
    assertThat(ran).doesNotExist();
  }

  /** A tree made by hand, whose entry leads out of where it is put. */
  @Test
  void noPathLeadsOut() throws Exception {
    write("x", "evil\n");
    commit();
    String blob = git("rev-parse", "HEAD:x");
    String inner = tree("100644 blob " + blob + "\tescaped");
    String up = rawTree("40000", "..", inner);
    String tree = rawTree("40000", "sub", up);
    String commit = git("commit-tree", tree, "-m", "evil");
    assertThat(export(commit, "")).isTrue();
    assertThat(exported()).isEmpty();
    assertThat(folder.resolve("escaped")).doesNotExist();
    assertThat(into.resolve("escaped")).doesNotExist();
  }

  private String tree(String line) throws IOException {
    Path file = Files.writeString(folder.resolve("tree"), line + "\n");
    return Command.of("sh", "-c", "git mktree <" + file)
        .in(repository)
        .run()
        .orFail()
        .out()
        .strip();
  }

  /** Writes a tree that git's own commands refuse to make. */
  private String rawTree(String mode, String name, String id) throws IOException {
    byte[] head = (mode + " " + name + "\0").getBytes(StandardCharsets.UTF_8);
    byte[] hash = java.util.HexFormat.of().parseHex(id);
    byte[] all = java.util.Arrays.copyOf(head, head.length + hash.length);
    System.arraycopy(hash, 0, all, head.length, hash.length);
    Path file = Files.write(folder.resolve("tree"), all);
    return git("hash-object", "-w", "--literally", "-t", "tree", file.toString());
  }

  @Test
  void aNameThatIsNoCommitIsTold() throws Exception {
    write("x", "x");
    commit();
    for (String ref : List.of("none", "-h", "--all", "HEAD:x", "HEAD^{tree}", "", "a b", "@{99}")) {
      Diagnostics found = new Diagnostics();
      assertThat(GitCommit.of(Tools.installed(), repository, ref, found)).as(ref).isNull();
      assertThat(found.sorted()).extracting(Diagnostic::code).containsExactly(Code.TOOL_FAILED);
    }
  }

  @Test
  void withoutGitOrRepositoryItIsTold() throws Exception {
    assertThat(GitCommit.of(Tools.in(""), repository, "HEAD", diagnostics)).isNull();
    assertThat(GitCommit.of(Tools.installed(), Path.of("/"), "HEAD", diagnostics)).isNull();
    assertThat(diagnostics.sorted())
        .extracting(Diagnostic::code)
        .containsExactlyInAnyOrder(Code.TOOL_REQUIRED, Code.TOOL_FAILED);
  }
}
