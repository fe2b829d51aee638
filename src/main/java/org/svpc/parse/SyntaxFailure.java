package org.svpc.parse;

import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;

/** Thrown within this room where a statement does not parse; carries how far the parser came. */
final class SyntaxFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient RecognitionException cause;

  private SyntaxFailure(RecognitionException cause) {
    super(null, null, false, false);
    this.cause = cause;
  }

  /** The first token that no statement could have in its place. */
  Token offending() {
    return cause.getOffendingToken();
  }

  RecognitionException failure() {
    return cause;
  }

  /** Stops at the first error and mends nothing: what ANTLR would repair spoils messages. */
  static final class Strategy extends DefaultErrorStrategy {
    @Override
    public void reportError(Parser parser, RecognitionException exception) {}

    @Override
    public void recover(Parser parser, RecognitionException exception) {
      throw new SyntaxFailure(exception);
    }

    @Override
    public Token recoverInline(Parser parser) {
      throw new SyntaxFailure(new InputMismatchException(parser));
    }

    @Override
    public void sync(Parser parser) {}
  }
}
