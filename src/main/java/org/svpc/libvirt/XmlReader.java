package org.svpc.libvirt;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;

/**
 * Reads XML that may be anybody's: no document type, so no entity and no other file; no more
 * elements, depth and text than a domain ever has.
 */
public final class XmlReader {
  /** libvirt's own documents are less than ten deep, but for chains of backing images. */
  static final int MAX_DEPTH = 256;

  /** libvirt's largest tests have some thousand elements. */
  static final int MAX_ELEMENTS = 100_000;

  /** So much of an element's own text is kept; no path or name is as long. */
  private static final int MAX_TEXT = 1 << 16;

  private static final String NAMESPACES = "http://libvirt.org/schemas/domain/";
  private static final String MESSAGE = "Message: ";

  private final SourceFile file;
  private final Diagnostics diagnostics;
  private final Tags tags;
  private final Deque<Open> open = new ArrayDeque<>();
  private int elements;

  /** An element whose end was not seen yet. */
  private static final class Open {
    private final String name;
    private final Map<String, String> attributes;
    private final Span tag;
    private final boolean closed;
    private final List<Element> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    Open(String name, Map<String, String> attributes, Span tag, boolean closed) {
      this.name = name;
      this.attributes = attributes;
      this.tag = tag;
      this.closed = closed;
    }
  }

  private XmlReader(SourceFile file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
    tags = new Tags(file.text());
  }

  /** The outermost element; null, with a diagnostic, where the text is refused. */
  public static @Nullable Element read(SourceFile file, Diagnostics diagnostics) {
    return new XmlReader(file, diagnostics).read();
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("no other file is read");
        });
    return factory;
  }

  private @Nullable Element read() {
    String text = file.text();
    int start = text.startsWith("\uFEFF") ? 1 : 0;
    try {
      XMLStreamReader reader =
          factory().createXMLStreamReader(new StringReader(text.substring(start)));
      try {
        return read(reader);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      malformed(e);
      return null;
    }
  }

  private @Nullable Element read(XMLStreamReader reader) throws XMLStreamException {
    Element root = null;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (!start(reader)) {
            return null;
          }
        }
        case XMLStreamConstants.END_ELEMENT -> root = end();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text(reader);
        case XMLStreamConstants.DTD -> {
          refuse(
              doctype(),
              "The XML has a document type, which svpc does not read.",
              "A document type can name other files and entities without end; libvirt's XML has"
                  + " none.",
              "Take the `<!DOCTYPE ...>` away.");
          return null;
        }
        case XMLStreamConstants.ENTITY_REFERENCE -> {
          refuse(
              place(reader.getLocation()),
              "The XML refers to an entity that nothing declares.",
              "Without a document type there are `&lt;`, `&gt;`, `&amp;`, `&quot;` and `&apos;`.",
              "");
          return null;
        }
        default -> {}
      }
    }
    return root;
  }

  private boolean start(XMLStreamReader reader) {
    Span tag = tag();
    if (++elements > MAX_ELEMENTS || open.size() >= MAX_DEPTH) {
      refuse(
          tag,
          elements > MAX_ELEMENTS
              ? "The XML has more than " + MAX_ELEMENTS + " elements."
              : "The elements of the XML nest deeper than " + MAX_DEPTH + ".",
          "No domain of libvirt has as many.",
          "");
      return false;
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.putIfAbsent(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    open.push(
        new Open(
            name(reader.getNamespaceURI(), reader.getLocalName()), attributes, tag, tags.closes()));
    return true;
  }

  private static String name(@Nullable String namespace, String local) {
    if (namespace == null || namespace.isEmpty()) {
      return local;
    }
    if (namespace.startsWith(NAMESPACES)) {
      int slash = namespace.indexOf('/', NAMESPACES.length());
      if (slash > 0) {
        return namespace.substring(NAMESPACES.length(), slash) + ":" + local;
      }
    }
    return "{" + namespace + "}" + local;
  }

  /** The place of the next start tag. */
  private Span tag() {
    while (tags.next()) {
      if (tags.opens()) {
        return new Span(file, tags.start(), tags.end());
      }
    }
    return new Span(file, 0, 0);
  }

  private Element end() {
    Open closed = open.pop();
    Span whole = closed.tag;
    if (!closed.closed) {
      while (tags.next() && tags.opens()) {
        // The parser told of every start tag; none is left before the end tag.
      }
      whole = new Span(file, closed.tag.start(), Math.max(closed.tag.end(), tags.end()));
    }
    Element element =
        new Element(
            closed.name,
            closed.attributes,
            closed.children,
            closed.text.toString().strip(),
            closed.tag,
            whole);
    Open parent = open.peek();
    if (parent != null) {
      parent.children.add(element);
    }
    return element;
  }

  private void text(XMLStreamReader reader) {
    Open into = open.peek();
    if (into != null && into.text.length() < MAX_TEXT) {
      String more = reader.getText();
      into.text.append(more, 0, Math.min(more.length(), MAX_TEXT - into.text.length()));
    }
  }

  // ---- what is refused

  private void refuse(Span place, String message, String note, String help) {
    Diagnostic.Builder problem =
        Diagnostic.at(Code.DOMAIN_XML_REFUSED, place, message).label("refused").note(note);
    diagnostics.add((help.isEmpty() ? problem : problem.help(help)).build());
  }

  private Span doctype() {
    int start = Math.max(0, file.text().indexOf("<!DOCTYPE"));
    return new Span(file, start, Math.min(file.text().length(), start + 9));
  }

  private void malformed(XMLStreamException e) {
    Diagnostic.Builder problem =
        Diagnostic.at(Code.DOMAIN_XML, place(e.getLocation()), "This is not well-formed XML.")
            .label("the parser stopped here");
    String said = String.valueOf(e.getMessage());
    int message = said.indexOf(MESSAGE);
    if (message >= 0) {
      String why = said.substring(message + MESSAGE.length()).strip();
      problem.note("The parser of Java says: " + why + (why.endsWith(".") ? "" : "."));
    }
    diagnostics.add(problem.build());
  }

  /** Where the parser is, as far as it can be trusted. */
  private Span place(@Nullable Location location) {
    int length = file.text().length();
    int at = 0;
    if (location != null
        && location.getLineNumber() >= 1
        && location.getLineNumber() <= file.lineCount()) {
      at = file.lineStart(location.getLineNumber()) + Math.max(0, location.getColumnNumber() - 2);
    }
    at = Math.min(at, Math.max(0, length - 1));
    return new Span(file, at, Math.min(length, at + 1));
  }
}
