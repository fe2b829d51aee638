package org.svpc.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.svpc.compiler.CompiledModule;
import org.svpc.compiler.Compiler;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.emit.FileContextsEmitter;
import org.svpc.emit.ModuleEmitter;
import org.svpc.headers.HeaderReader;
import org.svpc.source.SourceFile;
import org.svpc.target.Target;

/**
 * Measures how the time to compile grows with the source: generated modules, each with ten times
 * the domains of the one before, from text to plain policy, in one warm process.
 *
 * <p>With {@code write DOMAINS FILE} it writes one of the sources instead.
 */
public final class Growth {
  /** What ten times the rules may cost. */
  private static final double GATE = 11;

  private static final int[] SIZES = {10, 100, 1_000};
  private static final int RULES = 30;

  /** Domains in one file: a file has a limit of words, a module has none. */
  private static final int DOMAINS_IN_A_FILE = 1_000;

  private static final long WARM_UP_NANOS = 8_000_000_000L;
  private static final long MEASURED_NANOS = 2_000_000_000L;
  private static final int LEAST_RUNS = 5;

  private final Target target;

  private Growth(Target target) {
    this.target = target;
  }

  /** Prints times and factors; arguments are sizes, in domains, to measure instead of the usual. */
  public static void main(String[] args) throws IOException {
    if (args.length == 3 && args[0].equals("write")) {
      Files.writeString(Path.of(args[2]), source(Integer.parseInt(args[1])).get(0).text());
      return;
    }
    Diagnostics diagnostics = new Diagnostics();
    Target target = HeaderReader.readInstalled(diagnostics).orElseThrow();
    int[] sizes =
        args.length == 0 ? SIZES : Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
    new Growth(target).measure(sizes);
  }

  private void measure(int... sizes) {
    List<SourceFile> warm = source(SIZES[1]);
    for (long end = System.nanoTime() + WARM_UP_NANOS; System.nanoTime() < end; ) {
      compile(warm);
    }
    double before = 0;
    boolean held = true;
    for (int i = 0; i < sizes.length; i++) {
      double millis = median(source(sizes[i])) / 1e6;
      String factor = "";
      if (i > 0) {
        double tenfold =
            Math.pow(millis / before, 1 / Math.log10((double) sizes[i] / sizes[i - 1]));
        held &= tenfold <= GATE;
        factor = String.format(Locale.ROOT, "   %5.1f times for 10 times the rules", tenfold);
      }
      System.out.printf(
          Locale.ROOT, "  %6d domains x %d rules   %9.2f ms%s%n", sizes[i], RULES, millis, factor);
      before = millis;
    }
    System.out.printf(
        Locale.ROOT, "  gate (at most %.0f times): %s%n", GATE, held ? "held" : "NOT HELD");
  }

  private double median(List<SourceFile> source) {
    List<Long> times = new ArrayList<>();
    long end = System.nanoTime() + MEASURED_NANOS;
    while (times.size() < LEAST_RUNS || System.nanoTime() < end) {
      long start = System.nanoTime();
      compile(source);
      times.add(System.nanoTime() - start);
    }
    times.sort(null);
    return times.get(times.size() / 2);
  }

  private void compile(List<SourceFile> source) {
    Diagnostics diagnostics = new Diagnostics();
    List<CompiledModule> modules =
        new Compiler(target, List.of(), diagnostics).compileFiles(source);
    if (modules.size() != 1 || !diagnostics.isEmpty()) {
      throw new IllegalStateException("the generated source: " + diagnostics.sorted());
    }
    var module = modules.get(0).module();
    if (ModuleEmitter.emit(module).text().isEmpty()
        || FileContextsEmitter.emit(module.fileContexts()).text().isEmpty()) {
      throw new IllegalStateException("nothing was written");
    }
  }

  /** A module of so many domains, each with 30 rules about its own types and its neighbour's. */
  private static List<SourceFile> source(int domains) {
    List<SourceFile> files = new ArrayList<>();
    for (int from = 0; from < domains; from += DOMAINS_IN_A_FILE) {
      StringBuilder text =
          new StringBuilder(from == 0 ? "module growth 1.0.0;\n" : "module growth;\n");
      for (int i = from; i < Math.min(domains, from + DOMAINS_IN_A_FILE); i++) {
        domain(i, (i + 1) % domains, text);
      }
      files.add(new SourceFile("growth" + files.size() + ".svp", text.toString()));
    }
    return files;
  }

  private static void domain(int number, int neighbour, StringBuilder text) {
    String name = "grown" + number;
    String other = "grown" + neighbour;
    text.append("\n/// What ").append(name).append(" keeps.\ntype ").append(name);
    text.append("_data_t;\nlabels ").append(name).append("_data_t {\n    tree \"/srv/");
    text.append(name).append("\";\n}\n\n/// A grown domain.\ndomain ").append(name);
    text.append("_t {\n");
    String[] classes = {
      "file", "dir", "lnk_file", "sock_file", "fifo_file", "chr_file", "blk_file"
    };
    String[] targets = {name + "_data_t", other + "_data_t", other + "_t", name + "_t"};
    int rules = 0;
    for (String type : targets) {
      for (String each : classes) {
        text.append("    allow this ").append(type).append(':').append(each);
        text.append(" { getattr ioctl lock };\n");
        rules++;
      }
    }
    text.append("    allow this self:process { fork signal };\n");
    text.append("    dontaudit this ").append(other).append("_t:process { ptrace };\n");
    rules += 2;
    if (rules != RULES) {
      throw new AssertionError(rules);
    }
    text.append("}\n");
  }
}
