package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Records as rows of an Excel workbook, with the fewest parts that make one (ECMA-376, part 1, 12). Cells are texts, or
 * {@code true} and {@code false}: to the gateway a date is the same whether it is a cell's number or its text.
 *
 * @param headerRow number of the row with the names of the columns
 */
record SampleAsSheet(long headerRow, List<String> names) implements SampleWriter {

    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

    @Override
    public byte[] write(List<JsonNode> records) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put(
                "[Content_Types].xml",
                "<Types xmlns=\"" + PACKAGE + "content-types\"><Default Extension=\"rels\" ContentType=\""
                        + "application/vnd.openxmlformats-package.relationships+xml\"/><Override"
                        + " PartName=\"/xl/workbook.xml\" ContentType=\"" + TYPE + "sheet.main+xml\"/><Override"
                        + " PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" + TYPE
                        + "worksheet+xml\"/></Types>");
        parts.put("_rels/.rels", relation("officeDocument", "xl/workbook.xml"));
        parts.put(
                "xl/workbook.xml",
                "<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + OFFICE
                        + "\"><sheets><sheet name=\"Records\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
        parts.put("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml"));
        parts.put("xl/worksheets/sheet1.xml", sheet(records));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                ZipEntry entry = new ZipEntry(part.getKey());
                // The same records are the same bytes, whenever they are written.
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write((DECLARATION + part.getValue()).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static String relation(String type, String target) {
        return "<Relationships xmlns=\"" + PACKAGE + "relationships\"><Relationship Id=\"rId1\" Type=\"" + OFFICE + "/"
                + type + "\" Target=\"" + target + "\"/></Relationships>";
    }

    private String sheet(List<JsonNode> records) {
        StringBuilder sheet = new StringBuilder("<worksheet xmlns=\"" + MAIN + "\"><sheetData>");
        row(sheet, headerRow, names.stream().map(SampleAsSheet::text).toList());
        for (int at = 0; at < records.size(); at++) {
            JsonNode record = records.get(at);
            row(
                    sheet,
                    headerRow + 1 + at,
                    names.stream().map(name -> cell(record.path(name))).toList());
        }
        return sheet.append("</sheetData></worksheet>").toString();
    }

    private static void row(StringBuilder sheet, long number, List<String> cells) {
        sheet.append("<row r=\"").append(number).append("\">");
        for (int at = 0; at < cells.size(); at++) {
            if (!cells.get(at).isEmpty()) {
                sheet.append("<c r=\"")
                        .append(column(at))
                        .append(number)
                        .append("\" ")
                        .append(cells.get(at));
            }
        }
        sheet.append("</row>");
    }

    /** Returns the name of a column, counted from 0: A, B … Z, AA. */
    private static String column(int at) {
        return at < 26 ? String.valueOf((char) ('A' + at)) : column(at / 26 - 1) + (char) ('A' + at % 26);
    }

    private static String cell(JsonNode value) {
        if (value.isBoolean()) {
            return "t=\"b\"><v>" + (value.asBoolean() ? 1 : 0) + "</v></c>";
        }
        return value.asText("").isEmpty() ? "" : text(value.asText());
    }

    private static String text(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                // XML has no way to write the others.
                .filter(c -> c >= ' ' && c < 0xFFFE && !(c >= 0xD800 && c < 0xE000) || c > 0xFFFF || c == '\t')
                .forEach(clean::appendCodePoint);
        return "t=\"inlineStr\"><is><t xml:space=\"preserve\">"
                + clean.toString().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "</t></is></c>";
    }
}
