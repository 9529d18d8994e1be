package org.nansen.gateway.normalize;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/** The parts of an Excel workbook (ECMA-376, part 1, 12 and 18; part 2 for the package) that hold one sheet's cells. */
final class Workbook {

    static final String CONTENT_TYPES = "[Content_Types].xml";

    private static final int MOST_PARTS = 2_000;
    private static final int LONGEST_NAME = 2_000;

    private final Archive archive;
    private final String sheet;
    private final @Nullable String texts;
    private final @Nullable String styles;
    private final boolean from1904;
    private final int visibleSheets;

    private Workbook(
            Archive archive,
            String sheet,
            @Nullable String texts,
            @Nullable String styles,
            boolean from1904,
            int visibleSheets) {
        this.archive = archive;
        this.sheet = sheet;
        this.texts = texts;
        this.styles = styles;
        this.from1904 = from1904;
        this.visibleSheets = visibleSheets;
    }

    /** Finds the sheet of that name, or the first one that can be seen. */
    static Workbook of(Archive archive, @Nullable String wanted) throws IOException {
        if (!archive.has(CONTENT_TYPES)) {
            throw notExcel("The ZIP file is no Excel workbook.");
        }
        String main = relations(archive, "").of("/officeDocument");
        if (main == null || main.endsWith(".bin")) {
            throw notExcel("The file is no .xlsx workbook; in Excel, save it as \"Excel Workbook (.xlsx)\".");
        }
        Relations parts = relations(archive, main);
        String sheet = null;
        boolean from1904 = false;
        int visible = 0;
        try (XmlPart part = part(archive, main)) {
            while (part.next("workbook", "workbookPr", "sheet")) {
                visible += part.name().equals("sheet") && isVisible(part) ? 1 : 0;
                if (part.name().equals("workbookPr")) {
                    from1904 = isTrue(part.attribute("date1904"));
                } else if (sheet == null && isWanted(part, wanted)) {
                    sheet = parts.byId(part.anyAttribute("id"));
                }
            }
        }
        if (sheet == null) {
            throw notExcel(
                    wanted == null ? "The workbook has no sheet to read." : "The workbook has no sheet of that name.");
        }
        return new Workbook(archive, sheet, parts.of("/sharedStrings"), parts.of("/styles"), from1904, visible);
    }

    private static boolean isWanted(XmlPart sheet, @Nullable String wanted) {
        return wanted == null ? isVisible(sheet) : wanted.equals(sheet.attribute("name"));
    }

    private static boolean isVisible(XmlPart sheet) {
        return sheet.attribute("state") == null || "visible".equals(sheet.attribute("state"));
    }

    int visibleSheets() {
        return visibleSheets;
    }

    /** Whether days are counted from 1904, as old Macintoshes did. */
    boolean from1904() {
        return from1904;
    }

    XmlPart sheet() throws IOException {
        return part(archive, sheet);
    }

    /** Returns the texts that cells share, kept in the private file. */
    SharedTexts texts(Spool spool) throws IOException {
        if (texts == null) {
            return SharedTexts.none(spool);
        }
        try (XmlPart part = part(archive, texts)) {
            return SharedTexts.of(part, spool);
        }
    }

    CellFormats formats() throws IOException {
        if (styles == null) {
            return CellFormats.NONE;
        }
        try (XmlPart part = part(archive, styles)) {
            return CellFormats.of(part);
        }
    }

    private static XmlPart part(Archive archive, String name) throws IOException {
        InputStream in = archive.open(name);
        if (in == null) {
            throw XmlPart.damaged();
        }
        return new XmlPart(new BufferedInputStream(in, 32 * 1024));
    }

    private static boolean isTrue(@Nullable String value) {
        return "1".equals(value) || "true".equals(value);
    }

    /** Reads where a part refers to others; of the package itself where the name is empty. */
    private static Relations relations(Archive archive, String of) throws IOException {
        String folder = of.substring(0, of.lastIndexOf('/') + 1);
        String name = folder + "_rels/" + of.substring(folder.length()) + ".rels";
        Map<String, String> byId = new HashMap<>();
        Map<String, String> byType = new HashMap<>();
        try (XmlPart part = part(archive, name)) {
            while (part.next("Relationships", "Relationship")) {
                String id = part.attribute("Id");
                String type = part.attribute("Type");
                String target = part.attribute("Target");
                if (id == null || type == null || target == null) {
                    throw XmlPart.damaged();
                }
                if (byId.size() >= MOST_PARTS || id.length() + type.length() + target.length() > LONGEST_NAME) {
                    throw XmlPart.damaged();
                }
                String path = target.startsWith("/") ? target.substring(1) : folder + target;
                byId.put(id, path);
                byType.putIfAbsent(type.substring(Math.max(0, type.lastIndexOf('/'))), path);
            }
        }
        return new Relations(byId, byType);
    }

    /** Paths of parts by id, and of the first of each type by the last step of the type's URI. */
    private record Relations(Map<String, String> byId, Map<String, String> byType) {

        @Nullable
        String of(String type) {
            return byType.get(type);
        }

        @Nullable
        String byId(@Nullable String id) {
            return id == null ? null : byId.get(id);
        }
    }

    /** Says what content is that should be a workbook and is not. */
    static BadInput noWorkbook(byte[] head) {
        if (head.length == 0) {
            return new BadInput(FaultCode.NG_110_EMPTY, 1);
        }
        return notExcel(
                isCompound(head)
                        ? "The file is an old .xls or protected by a password; in Excel, save it as \"Excel Workbook (.xlsx)\" without one."
                        : "The file is no Excel workbook.");
    }

    /** Whether it begins as the files of old Excel do, and as those of a new one that are protected by a password. */
    static boolean isCompound(byte[] head) {
        return head.length >= 4
                && head[0] == (byte) 0xD0
                && head[1] == (byte) 0xCF
                && head[2] == 0x11
                && head[3] == (byte) 0xE0;
    }

    static BadInput notExcel(String hint) {
        return new BadInput(FaultCode.NG_154_WORKBOOK, 1, hint);
    }
}
