package org.nansen.gateway.normalize;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a system's way of writing has of its own, beyond {@link SourceFormat}: the part {@code format} of its
 * {@code system.yaml}, by kind.
 *
 * @param cells CSV
 * @param fixed fixed width; null for every other kind
 * @param sheet Excel
 * @param recordPath names of the fields that lead to the records in JSON, from outside; empty where nothing is around them
 * @param packed whether content may come compressed; told by its first bytes
 * @param otherwise with the charset {@code detect}: what holds for content that is not UTF-8 and has no byte order mark
 */
public record Dialect(
        Cells cells,
        @Nullable FixedLayout fixed,
        Sheet sheet,
        List<String> recordPath,
        boolean packed,
        @Nullable String otherwise) {

    /** The charset of a format that is found out from the content; see {@link #otherwise()}. */
    public static final String DETECT = "detect";

    /** RFC 4180, the first sheet with its names in row 1, records at the outside. */
    public static final Dialect PLAIN = new Dialect(Cells.RFC_4180, null, new Sheet(null, 1), List.of(), true, null);

    public Dialect {
        recordPath = List.copyOf(recordPath);
    }

    /** The same where no compression is taken: in requests and text messages, whose size is limited as they are. */
    public Dialect unpacked() {
        return new Dialect(cells, fixed, sheet, recordPath, false, otherwise);
    }

    /** The same for JSON around which nothing stands. */
    public Dialect withoutRecordPath() {
        return new Dialect(cells, fixed, sheet, List.of(), packed, otherwise);
    }

    /** The same for text that has no bytes of its own: nothing is to be found out, and places are characters. */
    public Dialect withoutCharset() {
        return new Dialect(cells, fixed == null ? null : fixed.inCharacters(), sheet, recordPath, packed, null);
    }

    /**
     * How cells are written in CSV.
     *
     * @param quote around a cell that holds a delimiter; null: none is one
     * @param escape makes the next character an ordinary one; null: quotes are doubled (RFC 4180)
     * @param comment begins a line that is no row; null: every line is one
     * @param skipLines lines before the header, or before the first row where there is none
     * @param trim whether blanks around cells and quotes are none of the value
     * @param numberRepeated whether a name that comes again in the header gets a number; else the file is held
     * @param nameUnnamed whether a column without a name is read as {@code COLUMN_5}; else it is left out
     */
    public record Cells(
            @Nullable Character quote,
            @Nullable Character escape,
            @Nullable Character comment,
            int skipLines,
            boolean trim,
            boolean numberRepeated,
            boolean nameUnnamed) {

        /** Double quotes, doubled within; no comments; a header that names each column once. */
        public static final Cells RFC_4180 = new Cells('"', null, null, 0, false, false, false);
    }

    /**
     * Where records stand in a workbook.
     *
     * @param name of the sheet; null: the first one that is not hidden
     * @param headerRow number of the row with the names of the columns, from 1
     */
    public record Sheet(@Nullable String name, int headerRow) {}
}
