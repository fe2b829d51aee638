package org.svpc.headers;

import java.util.List;
import org.svpc.refpolicy.Definition;
import org.svpc.refpolicy.Signature;

/**
 * An interface, template or pattern of a target, as the index knows it.
 *
 * @param file the path of the file that defines it
 * @param module the module that it belongs to: the file's name without its suffix
 * @param required whether the module is one that every policy has
 * @param line the line of the file, from one, that {@code text} begins with
 * @param text the definition, documentation included
 * @param place where in {@code text} the name stands
 * @param body where in {@code text} the body starts
 * @param bodyEnd where in {@code text} the body ends
 */
record Callable(
    String name,
    Definition.Kind kind,
    String file,
    String module,
    boolean required,
    int line,
    String text,
    int place,
    int body,
    int bodyEnd,
    Signature signature) {

  List<Signature.Parameter> parameters() {
    return signature.parameters();
  }
}
