package org.nansen.gateway.normalize;

import java.io.PrintStream;
import java.util.List;

/** The people of {@link ManyRecords} as XML: a record an element, or rows that refer to each other by number. */
final class XmlPeople {

    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private XmlPeople() {}

    static SourceFormat elements() {
        return XmlSource.of("register/person")
                .repeated("name", "nationality")
                .objects("born", "name", "nationality")
                .identity("@number", "file")
                .format("people", Formats.folder("people"));
    }

    /** Every alias stands in the case of its person. */
    static SourceFormat rowsInside() {
        return joined().format("people-joined", Formats.folder("people-joined"));
    }

    /** The offices stand behind all cases, so that no case is whole before the file's end. */
    static SourceFormat rowsOutside() {
        return joined().join("office", null, List.of("@number"), List.of("seat"))
                .format("people-joined", Formats.folder("people-joined"));
    }

    private static XmlSource joined() {
        return XmlSource.of("register/case")
                .join("alias", "person", List.of("@person"), List.of("@number"))
                .identity("file", "file");
    }

    static void writeElements(PrintStream text, int records) {
        text.print(HEAD + "<register xmlns=\"urn:example:register\">\n");
        for (int number = 1; number <= records; number++) {
            text.print("  <person number=\"P" + number + "\">\n    <file>F" + number / 3 + "</file>\n"
                    + "    <changed>2026-11-01</changed><event>application</event>\n"
                    + "    <name type=\"primary\"><surname>Müller</surname><given>Anna Maria</given></name>\n"
                    + "    <name type=\"birth\"><surname>Feldspat</surname></name>\n"
                    + "    <born estimated=\"no\">01.08.1980</born><birthplace>Tirane</birthplace><sex>w</sex>\n"
                    + "    <nationality code=\"121\" status=\"claimed\"/>\n"
                    + "    <application><lodged>01.11.2026</lodged></application>\n"
                    + "    <clerk>clerk7</clerk><religion>none</religion>\n  </person>\n");
        }
        text.print("</register>\n");
        text.flush();
    }

    static void writeRows(PrintStream text, int records, boolean offices) {
        text.print(HEAD + "<register>\n");
        for (int number = 1; number <= records; number++) {
            text.print("  <case><file>F" + number + "</file><seat>" + number % 7 + "</seat>\n"
                    + "    <person number=\"P" + number + "\"><surname>Müller</surname><given>Anna Maria</given>"
                    + "<born>01.08.1980</born><sex>w</sex><nationality>121</nationality></person>\n"
                    + "    <alias person=\"P" + number + "\"><surname>Feldspat</surname></alias>\n"
                    + "    <alias person=\"P" + number + "\"><surname>Quarz</surname></alias>\n  </case>\n");
        }
        for (int number = 0; offices && number < 7; number++) {
            text.print("  <office number=\"" + number + "\"><town>Tesmara</town></office>\n");
        }
        text.print("</register>\n");
        text.flush();
    }
}
