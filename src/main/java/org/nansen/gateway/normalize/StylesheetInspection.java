package org.nansen.gateway.normalize;

import com.ctc.wstx.stax.WstxInputFactory;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.Source;
import javax.xml.transform.stax.StAXSource;
import org.nansen.gateway.settings.SettingsFault;

/**
 * Looks through the text of a stylesheet for what a mapping must not do, so that its author is told at start, with the
 * line. Who hides it from this look still gets nothing: nothing is reachable when it runs.
 */
final class StylesheetInspection {

    private static final String XSLT = "http://www.w3.org/1999/XSL/Transform";

    private static final Set<String> INSTRUCTIONS = Set.of(
            "import", "include", "use-package", "import-schema", "result-document", "source-document", "evaluate");

    private static final Pattern READING = Pattern.compile("(?<![\\w.-])(doc|doc-available|document|collection|"
            + "uri-collection|unparsed-text|unparsed-text-lines|unparsed-text-available|json-doc|stream-available|"
            + "environment-variable|available-environment-variables|system-property|transform|load-xquery-module|"
            + "function-lookup)\\s*[(#]");

    private static final Pattern NOT_THE_SAME_TWICE = Pattern.compile(
            "(?<![\\w.-])(current-dateTime|current-date|current-time|implicit-timezone|random-number-generator|generate-id)\\s*[(#]");

    private final String file;
    private final List<SettingsFault.Problem> problems = new ArrayList<>();

    StylesheetInspection(String file) {
        this.file = file;
    }

    static XMLStreamReader reader(String text) throws XMLStreamException {
        WstxInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory.createXMLStreamReader(new StringReader(text));
    }

    /** @throws SettingsFault with all that was found */
    void inspect(String text) {
        try {
            XMLStreamReader in = reader(text);
            while (in.hasNext()) {
                switch (in.next()) {
                    case XMLStreamConstants.DTD -> problem(in, "a document type declaration is not taken in a mapping");
                    case XMLStreamConstants.START_ELEMENT -> element(in);
                    case XMLStreamConstants.CHARACTERS -> {
                        if (in.getText().indexOf('{') >= 0) {
                            expression(in, in.getText());
                        }
                    }
                    default -> {}
                }
            }
        } catch (XMLStreamException wrong) {
            int line = wrong.getLocation() == null
                    ? 0
                    : Math.max(wrong.getLocation().getLineNumber(), 0);
            problems.add(new SettingsFault.Problem(file, line, "", "is not well-formed XML"));
        }
        if (!problems.isEmpty()) {
            throw new SettingsFault(problems);
        }
    }

    private void element(XMLStreamReader in) {
        if (XSLT.equals(in.getNamespaceURI()) && INSTRUCTIONS.contains(in.getLocalName())) {
            problem(in, "xsl:" + in.getLocalName() + " is not allowed: a mapping is one file and reaches no other");
        }
        for (int at = 0; at < in.getAttributeCount(); at++) {
            expression(in, in.getAttributeValue(at));
        }
    }

    private void expression(XMLStreamReader in, String text) {
        Matcher reads = READING.matcher(text);
        if (reads.find()) {
            problem(in, reads.group(1) + "() is not allowed: a mapping sees its record and nothing else");
        }
        Matcher differs = NOT_THE_SAME_TWICE.matcher(text);
        if (differs.find()) {
            problem(
                    in,
                    differs.group(1) + "() must not be used: the same source record must always give the same record");
        }
    }

    private void problem(XMLStreamReader in, String reason) {
        problems.add(new SettingsFault.Problem(file, in.getLocation().getLineNumber(), "", reason));
    }

    /** Returns the text for the compiler, which parses nothing itself. */
    static Source source(String text) {
        try {
            return new StAXSource(reader(text));
        } catch (XMLStreamException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }
}
