package org.svpc.emit;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.corpus.LinkedTwice;
import org.svpc.plain.Seed;

/** The other equality: the base policy links to the same when each module went through the IR. */
final class LinkedPolicyTest {
  @Test
  void theWholeBasePolicyLinksToTheSame(@TempDir Path folder) throws IOException {
    LinkedTwice.assertEqual(
        folder,
        entry -> CilEmitter.emit(Seed.read(entry.name(), entry.teText(), entry.fcText())).text());
    System.out.println(
        "linked policies equal: " + LinkedTwice.modules().size() + " modules and the base");
  }
}
