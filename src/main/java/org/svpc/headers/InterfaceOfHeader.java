package org.svpc.headers;

import org.svpc.diagnostic.Diagnostics;
import org.svpc.refpolicy.Definition;
import org.svpc.refpolicy.InterfaceReader;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;
import org.svpc.syntax.Statement.InterfaceDeclaration;
import org.svpc.target.TargetInterface;

/** Reads a definition of the headers once it is called. */
final class InterfaceOfHeader {
  private InterfaceOfHeader() {}

  static TargetInterface read(Callable callable) {
    SourceFile file = new SourceFile(callable.file(), callable.text(), callable.line());
    Definition definition =
        new Definition(
            callable.name(),
            callable.kind(),
            file,
            0,
            new Span(file, callable.place(), callable.place() + callable.name().length()),
            callable.body(),
            callable.bodyEnd());
    Diagnostics problems = new Diagnostics();
    InterfaceDeclaration declaration =
        InterfaceReader.declaration(definition, callable.signature(), problems);
    if (problems.hasErrors()) {
      // What cannot be read says nothing of its parameters, which would be told of instead.
      Diagnostics raw = new Diagnostics();
      InterfaceReader.raw(definition, raw);
      problems = raw.hasErrors() ? raw : problems;
    }
    return new TargetInterface(
        declaration,
        callable.module(),
        false,
        callable.required(),
        problems.sorted(),
        callable.text());
  }
}
