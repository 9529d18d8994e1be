package org.nansen.gateway.normalize;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Workbooks part by part, written by hand after ECMA-376. */
final class Workbooks {

    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /** Styles 0: general; 1: a date; 2: date and time; 3: a time; 4: zeros in front; 5: elapsed; 6: built-in date 14. */
    static final String STYLES = """
            <styleSheet xmlns="%s"><numFmts count="5">
            <numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy;@"/>
            <numFmt numFmtId="165" formatCode="[$-407]d/\\ mmmm\\ yyyy\\ h:mm;@"/>
            <numFmt numFmtId="166" formatCode="h:mm:ss\\ AM/PM"/>
            <numFmt numFmtId="167" formatCode="000"/>
            <numFmt numFmtId="168" formatCode="[h]:mm:ss"/></numFmts>
            <cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>
            <cellXfs count="7"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/>
            <xf numFmtId="167"/><xf numFmtId="168"/><xf numFmtId="14"/></cellXfs></styleSheet>""".formatted(MAIN);

    private Workbooks() {}

    /** A workbook of one sheet, as its sheetData and what follows it, and its shared texts. */
    static byte[] of(String sheet, String... texts) {
        return zip(parts(sheet, texts));
    }

    static Map<String, String> parts(String sheet, String... texts) {
        StringBuilder shared = new StringBuilder();
        for (String text : texts) {
            shared.append("<si>").append(text).append("</si>");
        }
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put(
                "[Content_Types].xml",
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
        parts.put("_rels/.rels", relations(relation("rId1", "officeDocument", "xl/workbook.xml")));
        parts.put("xl/workbook.xml", workbook("", "<sheet name=\"People\" sheetId=\"1\" r:id=\"rId1\"/>"));
        parts.put(
                "xl/_rels/workbook.xml.rels",
                relations(relation("rId1", "worksheet", "worksheets/sheet1.xml")
                        + relation("rId2", "sharedStrings", "/xl/sharedStrings.xml")
                        + relation("rId3", "styles", "styles.xml")));
        parts.put("xl/worksheets/sheet1.xml", worksheet(sheet));
        parts.put("xl/sharedStrings.xml", "<sst xmlns=\"" + MAIN + "\">" + shared + "</sst>");
        parts.put("xl/styles.xml", STYLES);
        return parts;
    }

    static String workbook(String properties, String sheets) {
        return "<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + REL + "\">" + properties + "<sheets>" + sheets
                + "</sheets></workbook>";
    }

    static String worksheet(String sheet) {
        return "<worksheet xmlns=\"" + MAIN + "\">" + sheet + "</worksheet>";
    }

    static String relations(String relations) {
        return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + relations
                + "</Relationships>";
    }

    static String relation(String id, String type, String target) {
        return "<Relationship Id=\"" + id + "\" Type=\"" + REL + "/" + type + "\" Target=\"" + target + "\"/>";
    }

    static byte[] zip(Map<String, String> parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** A large workbook, row 0 its header, as Excel writes it: each cell names a text by number. No text is shared here. */
    static void write(OutputStream out, int records, IntFunction<String[]> rows) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (var part : parts("").entrySet()) {
                boolean large =
                        part.getKey().contains("sheet1.xml") || part.getKey().contains("sharedStrings");
                if (!large) {
                    zip.putNextEntry(new ZipEntry(part.getKey()));
                    zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                    zip.closeEntry();
                }
            }
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            PrintStream sheet = ManyRecords.text(zip);
            sheet.print("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
            int texts = 0;
            for (int row = 0; row <= records; row++) {
                sheet.print("<row r=\"" + (row + 1) + "\">");
                String[] cells = rows.apply(row);
                for (int at = 0; at < cells.length; at++) {
                    if (!cells[at].isEmpty()) {
                        sheet.print(
                                "<c r=\"" + (char) ('A' + at) + (row + 1) + "\" t=\"s\"><v>" + texts++ + "</v></c>");
                    }
                }
                sheet.print("</row>");
            }
            sheet.print("</sheetData></worksheet>");
            sheet.flush();
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry("xl/sharedStrings.xml"));
            PrintStream shared = ManyRecords.text(zip);
            shared.print("<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">");
            for (int row = 0; row <= records; row++) {
                for (String cell : rows.apply(row)) {
                    if (!cell.isEmpty()) {
                        shared.print("<si><t>" + cell + "</t></si>");
                    }
                }
            }
            shared.print("</sst>");
            shared.flush();
            zip.closeEntry();
        }
    }
}
