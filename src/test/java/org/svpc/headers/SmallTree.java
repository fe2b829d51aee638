package org.svpc.headers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Headers of a policy of two modules, with something of each kind and some mistakes. */
public final class SmallTree {
  static final Set<String> OPTIONS = Set.of("enable_mcs", "distro_debian");

  private SmallTree() {}

  /** Writes the headers, and gives the tree that they make. */
  static HeaderTree write(Path include) throws IOException {
    writeSupport(include);
    Files.createDirectories(include.resolve("system"));
    Files.createDirectories(include.resolve("services"));
    Files.writeString(
        include.resolve("services.xml"),
        "<tunable name=\"web_on\" dftval=\"true\">\n<bool name=\"web_off\" dftval=\"false\">\n");
    Files.writeString(
        include.resolve("system/files.if"),
        """
        ## <summary>Files</summary>

        ########################################
        ## <summary>Read files of /etc.</summary>
        ## <param name="domain">
        ##	<summary>Who</summary>
        ## </param>
        interface(`files_read_etc',`
        	gen_require(`
        		type etc_t;
        	')

        	read_files_pattern($1, etc_t)
        ')
        """);
    Files.writeString(
        include.resolve("services/web.if"),
        """
        ## <summary>A caf\u00e9</summary>

        interface(`web_read',`
        	gen_require(`
        		attribute web_content;
        		role web_r;
        	')

        	allow $1 web_content:file read;
        ')

        template(`web_template',`
        	type $1_web_t;
        	optional_policy(`
        		web_read($2)
        	')
        ')

        interface(`web_read',`
        	allow $1 self:file write;
        ')

        stray(words)
        """);
    return tree(include);
  }

  /** Writes what every policy's headers have, and no module. */
  public static void writeSupport(Path include) throws IOException {
    Files.createDirectories(include.resolve("support"));
    Files.writeString(include.resolve("build.conf"), "TYPE = mcs\nDISTRO = debian\n");
    Files.writeString(
        include.resolve("support/all_perms.spt"),
        """
        define(`all_file_perms',`{ read write open }')
        define(`all_kernel_class_perms',`
        	class file all_file_perms;
        ')
        """);
    Files.writeString(
        include.resolve("support/file_patterns.spt"),
        "define(`read_files_pattern',`\n\tallow $1 $2:file { read open };\n')\n");
  }

  /** The tree in a folder, as it is now. */
  static HeaderTree tree(Path include) {
    return HeaderTree.ofHeaders(include, OPTIONS, new HeaderLook(include));
  }

  /** The names that are asked for: all that there are, and some that there are not. */
  static List<String> names() {
    return List.of(
        "read_files_pattern",
        "files_read_etc",
        "web_read",
        "web_template",
        "etc_t",
        "web_content",
        "web_r",
        "web",
        "files",
        "web_on",
        "web_off",
        "no_such_name",
        "caf\u00e9",
        "");
  }
}
