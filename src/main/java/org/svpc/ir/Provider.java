package org.svpc.ir;

/** Who defines an interface or template. */
public enum Provider {
  /** The module itself: its .if will define it. */
  MODULE,
  /** A library of SVP, of which no trace is left. */
  LIBRARY,
  /** Another module of the same build, whose .if will define it. */
  SIBLING,
  /** The target: its headers define it, and what it requires is theirs to say. */
  TARGET
}
