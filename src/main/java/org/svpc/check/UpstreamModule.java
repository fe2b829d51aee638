package org.svpc.check;

import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;

/**
 * A module that bears the name of one of the target replaces it: semodule's priority 400 hides the
 * distribution's 100 or 200 without a word.
 */
final class UpstreamModule implements Check {
  @Override
  public void check(Subject subject, Diagnostics diagnostics) {
    String name = subject.module().name();
    if (subject.library() || !subject.target().hasModule(name)) {
      return;
    }
    if (subject.words().contains(Subject.REPLACE)) {
      diagnostics.add(
          Diagnostic.at(
                  Code.REPLACEMENT_NOTED,
                  subject.module().origin(),
                  "This module replaces the target's module `" + name + "`.")
              .label("says `with " + Subject.REPLACE + "`"));
      return;
    }
    diagnostics.add(
        Diagnostic.at(
                Code.REPLACES_UPSTREAM,
                subject.module().origin(),
                "The target has a module `" + name + "`, which this one would replace.")
            .label("bears the name of a module of the target")
            .note(
                "Installed at priority 400 it hides the target's module whole, with its types and"
                    + " rules.")
            .help(
                "Choose another name, or write `module "
                    + name
                    + " "
                    + subject.module().version()
                    + " with "
                    + Subject.REPLACE
                    + ";`."));
  }
}
