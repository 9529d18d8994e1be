package org.nansen.gateway.normalize;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/** One XML part of a workbook, read forward within limits. Document types are refused, nothing outside is reached. */
final class XmlPart implements Closeable {

    /** What Excel lets a cell hold is half of it. */
    static final int TEXT_LIMIT = 64 * 1024;

    private static final XMLInputFactory FACTORY = factory();

    private final InputStream in;
    private final XMLStreamReader xml;

    XmlPart(InputStream in) throws IOException {
        this.in = in;
        try {
            this.xml = FACTORY.createXMLStreamReader(in);
        } catch (XMLStreamException wrong) {
            throw fault(wrong);
        }
    }

    private static XMLInputFactory factory() {
        WstxInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        // Else what is wrong with a text comes out as another exception, whenever somebody looks at it.
        factory.setProperty(WstxInputProperties.P_LAZY_PARSING, false);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, 64);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, 200);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, TEXT_LIMIT);
        return factory;
    }

    /** Goes to the next start of an element of one of these names, or to the end of one of {@code until}; returns whether at a start. */
    boolean next(String until, String... names) throws IOException {
        while (true) {
            int event = event();
            if (event == XMLStreamConstants.END_DOCUMENT) {
                return false;
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                for (String name : names) {
                    if (name.equals(xml.getLocalName())) {
                        return true;
                    }
                }
            } else if (event == XMLStreamConstants.END_ELEMENT && until.equals(xml.getLocalName())) {
                return false;
            }
        }
    }

    private int event() throws IOException {
        try {
            if (!xml.hasNext()) {
                return XMLStreamConstants.END_DOCUMENT;
            }
            int event = xml.next();
            if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw damaged();
            }
            return event;
        } catch (XMLStreamException wrong) {
            throw fault(wrong);
        } catch (RuntimeException wrong) {
            // Woodstox reports some malformed names and references so.
            throw damaged();
        }
    }

    String name() {
        return xml.getLocalName();
    }

    @Nullable
    String attribute(String name) {
        return xml.getAttributeValue(null, name);
    }

    /** Returns an attribute whatever its namespace: relationships stand in one of two, by the edition of the standard. */
    @Nullable
    String anyAttribute(String name) {
        for (int at = 0; at < xml.getAttributeCount(); at++) {
            if (name.equals(xml.getAttributeLocalName(at))
                    && xml.getAttributeNamespace(at) != null
                    && !xml.getAttributeNamespace(at).isEmpty()) {
                return xml.getAttributeValue(at);
            }
        }
        return null;
    }

    /** Returns the text in the element that was just begun, up to its end, without what stands in elements of that name. */
    String text(String without) throws IOException {
        StringBuilder text = new StringBuilder();
        int depth = 1;
        int left = 0;
        while (depth > 0) {
            int event = event();
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    if (left > 0 || without.equals(xml.getLocalName())) {
                        left++;
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    left = Math.max(0, left - 1);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (left == 0) {
                        append(text);
                    }
                }
                case XMLStreamConstants.END_DOCUMENT -> throw damaged();
                default -> {}
            }
        }
        return text.toString();
    }

    private void append(StringBuilder text) throws BadInput {
        if (text.length() + xml.getTextLength() > TEXT_LIMIT) {
            throw new BadInput(FaultCode.NG_117_RECORD_TOO_LARGE, 0, "A cell holds more text than Excel allows.");
        }
        text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
    }

    private static IOException fault(XMLStreamException wrong) {
        // A limit of the unpacker, or the stream itself.
        return wrong.getNestedException() instanceof IOException stream
                        && !(stream instanceof java.io.CharConversionException)
                ? stream
                : damaged();
    }

    static BadInput damaged() {
        return new BadInput(
                FaultCode.NG_154_WORKBOOK, 0, "The Excel file is damaged, or was not written by the usual rules.");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
