package org.nansen.gateway.normalize;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeMap;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import net.sf.saxon.s9api.Axis;
import net.sf.saxon.s9api.BuildingStreamWriterImpl;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmNodeKind;
import net.sf.saxon.s9api.XdmSequenceIterator;
import org.jspecify.annotations.Nullable;

/** Takes a record down as a tree of Saxon's. */
final class StylesheetCopy implements XmlCopy {

    private final Processor processor;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder content = new StringBuilder();
    private final TreeMap<String, String> attributes = new TreeMap<>();
    private @Nullable BuildingStreamWriterImpl tree;
    private @Nullable Root root;
    private int depth;

    StylesheetCopy(Processor processor) {
        this.processor = processor;
    }

    /** A record with its tree. */
    static final class Root extends SourceObject {
        private static final long serialVersionUID = 1L;

        private transient @Nullable XdmNode document;

        private Root(Trail trail) {
            super(trail, "");
        }

        XdmNode document() {
            if (document == null) {
                throw new IllegalStateException("not read to its end");
            }
            return document;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return super.equals(other);
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }

    @Override
    public SourceObject begin(SourceObject.Trail trail) {
        Root record = root = new Root(trail);
        text.setLength(0);
        content.setLength(0);
        depth = 0;
        try {
            tree = processor.newDocumentBuilder().newBuildingStreamWriter();
            tree.writeStartDocument();
        } catch (SaxonApiException | XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
        return record;
    }

    @Override
    public void start(QName name) {
        writeText();
        depth++;
        content.append('<').append(name.getNamespaceURI()).append('}').append(name.getLocalPart());
        attributes.clear();
        write(to -> to.writeStartElement(name.getPrefix(), name.getLocalPart(), name.getNamespaceURI()));
    }

    @Override
    public void attribute(QName name, String value) {
        attributes.put(name.getNamespaceURI() + '}' + name.getLocalPart(), value);
        write(to -> to.writeAttribute(name.getPrefix(), name.getNamespaceURI(), name.getLocalPart(), value));
    }

    @Override
    public void endOfAttributes() {
        attributes.forEach((name, value) ->
                content.append('\u001F').append(name).append('=').append(value));
        content.append('>');
    }

    @Override
    public void text(CharSequence buffer, int from) {
        text.append(buffer, from, buffer.length());
    }

    @Override
    public void end() {
        writeText();
        content.append('\u001E');
        write(javax.xml.stream.XMLStreamWriter::writeEndElement);
        if (--depth == 0 && tree != null && root != null) {
            write(javax.xml.stream.XMLStreamWriter::writeEndDocument);
            try {
                root.document = tree.getDocumentNode();
            } catch (SaxonApiException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    @Override
    public byte[] content() {
        return content.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Blanks that only indent are in the tree, but make no other content. */
    private void writeText() {
        if (!text.isEmpty()) {
            String whole = text.toString();
            text.setLength(0);
            if (!Texts.isBlank(whole)) {
                content.append('\u001D').append(whole);
            }
            write(to -> to.writeCharacters(whole));
        }
    }

    private interface Step {
        void on(BuildingStreamWriterImpl tree) throws XMLStreamException;
    }

    private void write(Step step) {
        try {
            if (tree != null) {
                step.on(tree);
            }
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns the path from the record, as faults name fields: {@code person[1].name}. */
    static String pathOf(XdmNode node) {
        Deque<String> steps = new ArrayDeque<>();
        for (XdmNode at = node; at != null && at.getParent() != null; at = at.getParent()) {
            if (at.getNodeKind() == XdmNodeKind.ATTRIBUTE) {
                steps.push("@" + at.getNodeName().getLocalName());
            } else if (at.getNodeKind() == XdmNodeKind.ELEMENT
                    && at.getParent().getNodeKind() != XdmNodeKind.DOCUMENT) {
                steps.push(at.getNodeName().getLocalName() + place(at));
            }
        }
        return String.join(".", steps);
    }

    private static String place(XdmNode element) {
        int before = count(element, Axis.PRECEDING_SIBLING);
        return before + count(element, Axis.FOLLOWING_SIBLING) == 0 ? "" : "[" + before + "]";
    }

    private static int count(XdmNode element, Axis axis) {
        int same = 0;
        XdmSequenceIterator<XdmNode> siblings = element.axisIterator(axis, element.getNodeName());
        while (siblings.hasNext()) {
            siblings.next();
            same++;
        }
        return same;
    }
}
