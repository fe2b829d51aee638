package org.svpc.difference;

import java.util.ArrayList;
import java.util.List;
import org.svpc.index.IdSet;

/** Sets of targets with permissions, such that no target is in two of them. */
final class Pieces {
  /** Targets that share permissions. */
  record Piece(IdSet targets, long mask) {}

  private List<Piece> pieces = new ArrayList<>();

  List<Piece> all() {
    return pieces;
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  Pieces copy() {
    Pieces copy = new Pieces();
    copy.pieces = new ArrayList<>(pieces);
    return copy;
  }

  void addAll(Pieces other) {
    other.pieces.forEach(piece -> add(piece.targets(), piece.mask()));
  }

  /** Those of the permissions that are on these targets and in this mask. */
  Pieces within(IdSet targets, long mask) {
    Pieces within = new Pieces();
    for (Piece piece : pieces) {
      within.add(piece.targets().and(targets), piece.mask() & mask);
    }
    return within;
  }

  /** Adds permissions on targets to what there is. */
  void add(IdSet targets, long mask) {
    List<Piece> result = new ArrayList<>();
    IdSet rest = targets;
    for (Piece piece : pieces) {
      IdSet both = piece.targets().and(rest);
      if (both.isEmpty() || (piece.mask() | mask) == piece.mask()) {
        result.add(piece);
        rest = rest.without(both);
        continue;
      }
      put(result, piece.targets().without(both), piece.mask());
      put(result, both, piece.mask() | mask);
      rest = rest.without(both);
    }
    put(result, rest, mask);
    pieces = joined(result);
  }

  /** Takes permissions on targets away from what there is. */
  void remove(IdSet targets, long mask) {
    List<Piece> result = new ArrayList<>();
    for (Piece piece : pieces) {
      IdSet both = (piece.mask() & mask) == 0 ? IdSet.EMPTY : piece.targets().and(targets);
      if (both.isEmpty()) {
        result.add(piece);
        continue;
      }
      put(result, piece.targets().without(both), piece.mask());
      put(result, both, piece.mask() & ~mask);
    }
    pieces = joined(result);
  }

  private static void put(List<Piece> pieces, IdSet targets, long mask) {
    if (!targets.isEmpty() && mask != 0) {
      pieces.add(new Piece(targets, mask));
    }
  }

  /** Pieces of equal permissions made one, so that there are never more than kinds of those. */
  private static List<Piece> joined(List<Piece> pieces) {
    for (int i = 0; i < pieces.size(); i++) {
      for (int j = pieces.size() - 1; j > i; j--) {
        if (pieces.get(i).mask() == pieces.get(j).mask()) {
          IdSet both = pieces.get(i).targets().or(pieces.remove(j).targets());
          pieces.set(i, new Piece(both, pieces.get(i).mask()));
        }
      }
    }
    return pieces;
  }
}
