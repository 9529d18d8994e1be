package org.nansen.gateway.normalize;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.IOException;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.LocationInfo;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;
import org.nansen.gateway.record.FaultCode;

/**
 * Elements and texts of an XML document, one after the other. A document type declaration ends the reading, nothing is
 * ever fetched or expanded, and everything that a document could blow up has a limit.
 */
final class XmlEvents {

    enum Kind {
        START,
        TEXT,
        END,
        DOCUMENT_END
    }

    private static final int DEEPEST = 64;
    private static final int MOST_ATTRIBUTES = 100;

    private static final String XSI = XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI;

    private final XMLStreamReader2 in;
    private final XmlNames names;
    private int depth;

    XmlEvents(MarkupGuard text, XmlNames names) throws IOException {
        this.names = names;
        try {
            in = (XMLStreamReader2) factory().createXMLStreamReader(text);
        } catch (XMLStreamException wrong) {
            throw fault(wrong);
        }
    }

    /** A factory a document: it remembers the names of all documents that it ever read. */
    static WstxInputFactory factory() {
        WstxInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        // Nothing is declared, so nothing is replaced; without this an entity in an attribute would silently be
        // nothing.
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLInputFactory2.P_INTERN_NAMES, false);
        factory.setProperty(XMLInputFactory2.P_INTERN_NS_URIS, false);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEEPEST + 1);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing is fetched");
        });
        return factory;
    }

    /** Returns what comes next; comments and processing instructions are passed over. */
    Kind next() throws IOException {
        try {
            while (true) {
                switch (in.next()) {
                    case XMLStreamConstants.START_ELEMENT:
                        depth++;
                        checkElement();
                        return Kind.START;
                    case XMLStreamConstants.END_ELEMENT:
                        depth--;
                        return Kind.END;
                    case XMLStreamConstants.CHARACTERS:
                    case XMLStreamConstants.CDATA:
                    case XMLStreamConstants.SPACE:
                        return Kind.TEXT;
                    case XMLStreamConstants.END_DOCUMENT:
                        return Kind.DOCUMENT_END;
                    case XMLStreamConstants.DTD:
                    case XMLStreamConstants.ENTITY_REFERENCE:
                        throw new BadXml(FaultCode.NG_141_XML_DTD, "");
                    default:
                }
            }
        } catch (XMLStreamException wrong) {
            throw fault(wrong);
        } catch (RuntimeException wrong) {
            // Woodstox finishes some events later and then wraps what it finds.
            throw fault(wrong);
        }
    }

    private void checkElement() throws BadXml {
        if (depth > DEEPEST) {
            throw new BadXml(FaultCode.NG_142_XML_LIMIT, "Elements stand deeper in each other than " + DEEPEST + ".");
        }
        if (in.getAttributeCount() + in.getNamespaceCount() > MOST_ATTRIBUTES) {
            throw new BadXml(
                    FaultCode.NG_142_XML_LIMIT, "An element has more than " + MOST_ATTRIBUTES + " attributes.");
        }
        names.check(in.getLocalName());
        for (int at = 0; at < in.getAttributeCount(); at++) {
            names.check(in.getAttributeLocalName(at));
        }
        for (int at = 0; at < in.getNamespaceCount(); at++) {
            names.check(in.getNamespacePrefix(at));
        }
    }

    /** Passes over what is in the element whose start was just read, and over its end, whatever its size. */
    void skip() throws IOException {
        int outside = depth - 1;
        while (depth > outside) {
            next();
        }
    }

    String name() {
        return names.shown(in.getNamespaceURI(), in.getLocalName());
    }

    String localName() {
        return in.getLocalName();
    }

    QName qualifiedName() {
        return in.getName();
    }

    int attributes() {
        return in.getAttributeCount();
    }

    /** Whether the attribute only speaks about the document's form: {@code xsi:type}, {@code xsi:nil} and the like. */
    boolean isAboutForm(int attribute) {
        return XSI.equals(in.getAttributeNamespace(attribute));
    }

    String attributeName(int attribute) {
        return names.shown(in.getAttributeNamespace(attribute), in.getAttributeLocalName(attribute));
    }

    String attributeLocalName(int attribute) {
        return in.getAttributeLocalName(attribute);
    }

    QName attributeQualifiedName(int attribute) {
        return in.getAttributeName(attribute);
    }

    String attributeValue(int attribute) {
        return in.getAttributeValue(attribute);
    }

    /** Whether the element says that it has no value (XML Schema 1.1 part 1, 2.7.2). */
    boolean isNil() {
        String nil = in.getAttributeValue(XSI, "nil");
        return nil != null && (nil.strip().equals("true") || nil.strip().equals("1"));
    }

    /** Appends the text, which may be a piece of a longer one, as far as there is room; returns whether it fitted. */
    boolean appendText(StringBuilder to, int most) throws IOException {
        try {
            int length = in.getTextLength();
            int room = Math.min(length, most - to.length());
            to.append(in.getTextCharacters(), in.getTextStart(), room);
            return room == length;
        } catch (RuntimeException wrong) {
            throw fault(wrong);
        }
    }

    /** Line on which what was read last begins. */
    long line() {
        return in.getLocationInfo().getStartLocation().getLineNumber();
    }

    int column() {
        return in.getLocationInfo().getStartLocation().getColumnNumber();
    }

    /** Where the parser stands. */
    LocationInfo place() {
        return in.getLocationInfo();
    }

    /** Returns the fault that is to be told; one of the stream itself is no fault of the sender's. */
    private static IOException fault(Exception wrong) {
        for (Throwable cause = wrong; cause != null; cause = cause.getCause()) {
            if (cause instanceof BadXml bad) {
                return bad;
            }
            if (cause instanceof BadInput bad) {
                return new BadXml(bad.code(), "");
            }
            if (cause instanceof IOException stream) {
                return stream;
            }
        }
        return new BadXml(FaultCode.NG_140_XML, "");
    }
}
